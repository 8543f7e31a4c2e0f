resource "terraform_data" "t" {
  input = 1
  lifecycle {
    postcondition {
      condition     = self.output == 2
      error_message = "no"
    }
  }
}
