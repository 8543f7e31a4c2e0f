variable "e" {
  type      = string
  default   = "e"
  ephemeral = true
}
locals {
  le = "${var.e}!"
}
resource "terraform_data" "r" {
  triggers_replace = local.le
}
