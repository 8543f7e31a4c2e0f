resource "terraform_data" "b" { input = 1 }
resource "terraform_data" "a" {
  input = 1
  lifecycle { replace_triggered_by = [terraform_data.b, terraform_data.b.output] }
}
output "o" { value = 1 }
