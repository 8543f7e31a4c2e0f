resource "terraform_data" "a" {
  input = 1
  triggers_replace = 1
}
output "o" { value = [terraform_data.a.output, terraform_data.a.triggers_replace] }
#file override.tf
resource "terraform_data" "a" {
  input = 2
}
