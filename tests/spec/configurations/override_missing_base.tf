output "o" { value = 1 }
#file x_override.tf
resource "terraform_data" "z" { input = 1 }
variable "q" { default = 1 }
locals { nope = 2 }
