import {
  to = terraform_data.a
  id = "1"
  provider = terraform
}
resource "terraform_data" "a" {}
output "o" { value = 1 }
