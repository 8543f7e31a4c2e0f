resource "terraform_data" "a" {
  input = local.missing
}
output "o" { value = 1 }
