output "o" { value = 1 }
variable "a" { default = 1 }
output "a" { value = var.a }
#file override.tf
output "o" { value = 2 }
#file x_override.tf
variable "a" { default = 9 }
