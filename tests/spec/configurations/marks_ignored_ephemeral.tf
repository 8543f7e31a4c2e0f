variable "e" {
  type      = string
  default   = "e"
  ephemeral = true
}
locals {
  lm = { a = var.e, b = 1 }
}
resource "terraform_data" "r" {
  input = local.lm
  lifecycle {
    ignore_changes = [input]
  }
}
output "o" {
  sensitive = true
  value = terraform_data.r.input
}
