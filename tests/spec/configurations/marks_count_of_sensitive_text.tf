variable "s" {
  type      = string
  default   = "s"
  sensitive = true
}
resource "terraform_data" "r" {
  count = var.s
}
