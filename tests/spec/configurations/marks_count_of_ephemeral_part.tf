variable "e" {
  type      = string
  default   = "e"
  ephemeral = true
}
resource "terraform_data" "r" {
  count = length([var.e])
}
