resource "terraform_data" "a" { input = { a = 1, b = [true, null] } }
output "o" { value = terraform_data.a.output }
