resource "terraform_data" "a" {
  for_each = { a = 1, b = 2 }
  input = 1
  lifecycle {
    precondition {
      condition = each.value == 1
      error_message = "${each.key} bad"
    }
  }
}
