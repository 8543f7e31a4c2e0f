output "o" { value = 1 }
#file x_override.tf
resource "terraform_data" "n" { input = 1 }
