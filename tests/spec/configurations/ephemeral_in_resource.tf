variable "x" {
  ephemeral = true
  default = "q"
}
resource "terraform_data" "a" { input = var.x }
