resource "terraform_data" "a" {
  for_each = toset(["x", "y"])
  input    = upper(each.value)
}
resource "terraform_data" "b" {
  for_each = terraform_data.a
  input    = "${each.key}=${each.value.output}"
}
output "o" { value = values(terraform_data.b)[*].output }
