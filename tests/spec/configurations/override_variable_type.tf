variable "x" {
  default = "5"
}
output "o" { value = var.x }
#file x_override.tf
variable "x" { type = number }
