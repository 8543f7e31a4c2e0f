variable "e" {
  type      = string
  default   = "e"
  ephemeral = true
}
resource "terraform_data" "r" {
  for_each = { a = var.e }
  input = each.key
}
