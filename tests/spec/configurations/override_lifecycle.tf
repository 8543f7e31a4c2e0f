resource "terraform_data" "a" {
  input = 1
  lifecycle {
    precondition {
      condition = local.x == 1
      error_message = "base"
    }
  }
}
locals { x = 2 }
#file override.tf
resource "terraform_data" "a" {
  lifecycle {
    prevent_destroy = true
  }
}
