variable "a" { type = number }
variable "b" { type = object({ x = string }) }
output "o" { value = var.a }
#file terraform.tfvars
a = "abc"
b = { y = 1 }
