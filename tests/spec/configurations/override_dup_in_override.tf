variable "x" { default = 1 }
output "o" { value = var.x }
#file override.tf
variable "x" { default = 2 }
variable "x" { default = 3 }
