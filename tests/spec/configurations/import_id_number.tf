import {
  to = terraform_data.a
  id = 5
}
resource "terraform_data" "a" { input = 1 }
output "o" { value = 1 }
