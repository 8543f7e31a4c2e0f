variable "c" {
  type = list(any)
  default = [1, { a = 1 }]
}
output "o" { value = var.c }
