locals { one = 1 }
resource "terraform_data" "a" {
  input = 1
  lifecycle {
    precondition {
      condition     = local.one > 2
      error_message = "No."
    }
  }
}
