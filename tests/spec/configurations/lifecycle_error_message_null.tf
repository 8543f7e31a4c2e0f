variable "v" { default = 1 }
resource "terraform_data" "a" {
  input = 1
  lifecycle {
    precondition {
      condition = var.v == 2
      error_message = null
    }
  }
}
