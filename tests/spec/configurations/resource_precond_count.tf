resource "terraform_data" "a" {
  count = 3
  lifecycle {
    precondition {
      condition = count.index < 2
      error_message = "idx ${count.index}"
    }
  }
}
