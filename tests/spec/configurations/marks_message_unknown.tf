variable "s" {
  type      = string
  default   = "s"
  sensitive = true
}
resource "terraform_data" "u" {}
locals {
  u  = terraform_data.u.id
}
output "o" {
  value = 1
  precondition {
    condition = var.s == "q"
    error_message = "no ${jsonencode(local.u)}"
  }
}
