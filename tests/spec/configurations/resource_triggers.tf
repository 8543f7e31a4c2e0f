resource "terraform_data" "a" {
  input = 1
  triggers_replace = [1, "x"]
}
output "o" { value = terraform_data.a.triggers_replace }
