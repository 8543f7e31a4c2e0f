resource "terraform_data" "u" {}
locals {
  u  = terraform_data.u.id
}
output "o" {
  value = 1
  precondition {
    condition = [local.u]
    error_message = "no"
  }
}
