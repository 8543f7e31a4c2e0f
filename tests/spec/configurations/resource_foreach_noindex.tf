resource "terraform_data" "a" {
  for_each = { a = 1 }
  input = 1
}
output "o" { value = terraform_data.a.output }
