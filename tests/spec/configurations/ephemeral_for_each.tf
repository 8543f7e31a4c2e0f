variable "x" {
  ephemeral = true
  default = ["q"]
  type = set(string)
}
resource "terraform_data" "a" { for_each = var.x }
