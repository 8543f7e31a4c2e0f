resource "terraform_data" "t" {
  for_each = { a = 1, b = 2 }
  input    = "${each.key}=${each.value}"
}
output "o" { value = { for k, v in terraform_data.t : k => v.output } }
