variable "a" {
  type    = number
  default = "x"
}
output "o" { value = var.a }
