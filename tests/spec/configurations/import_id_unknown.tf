import {
  to = terraform_data.a
  id = terraform_data.b.id
}
resource "terraform_data" "a" { input = 1 }
resource "terraform_data" "b" { input = 1 }
