variable "x" {
  type    = string
  default = "12"
}
output "x" { value = var.x }
#file x_override.tf
variable "x" { type = number }
