resource "terraform_data" "a" {
  input = { a = 1, b = 2 }
  lifecycle { ignore_changes = [input["a"], input.b] }
}
output "o" { value = 1 }
