variable "x" {
  type = string
  default = "a"
}
output "o" { value = var.x }
#file x_override.tf
variable "x" { default = 5 }
