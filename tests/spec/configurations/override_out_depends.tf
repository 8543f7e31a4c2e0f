output "a" { value = 1 }
resource "terraform_data" "b" { }
#file override.tf
output "a" { depends_on = [terraform_data.b] }
