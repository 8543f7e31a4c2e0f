variable "b" { default = 1 }
variable "a" { default = var.b }
output "o" { value = 1 }
