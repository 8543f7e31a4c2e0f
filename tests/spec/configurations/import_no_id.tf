import {
  to = terraform_data.a
}
resource "terraform_data" "a" { input = 1 }
