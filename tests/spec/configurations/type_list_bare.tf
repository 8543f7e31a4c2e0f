variable "c" {
  type = list
  default = ["x"]
}
output "o" { value = var.c }
