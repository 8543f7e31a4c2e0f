variable "s" {
  type      = string
  default   = "s"
  sensitive = true
}
resource "terraform_data" "r" {
  for_each = toset([var.s])
  input = each.key
}
