variable "c" {
  type = map(any)
  default = { a = 1, b = "x" }
}
output "o" { value = var.c }
