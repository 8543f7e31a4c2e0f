variable "x" { default = 1 }
output "o" { value = var.x }
#file b_override.tf
variable "x" { default = "b" }
#file a_override.tf
variable "x" { default = "a" }
#file override.tf
variable "x" { default = "o" }
