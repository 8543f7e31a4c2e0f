variable "a" {
  type    = string
  default = 5
}
output "o" { value = var.a }
