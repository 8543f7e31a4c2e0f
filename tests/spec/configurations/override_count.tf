resource "terraform_data" "a" { count = 2 }
output "o" { value = length(terraform_data.a) }
#file override.tf
resource "terraform_data" "a" { count = 3 }
