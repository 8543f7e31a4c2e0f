resource "terraform_data" "a" {
  input = 1
  lifecycle { ignore_changes = all }
}
output "o" { value = terraform_data.a.output }
