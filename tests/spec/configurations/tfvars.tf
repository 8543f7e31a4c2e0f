variable "a" {}
variable "b" { default = 1 }
output "o" { value = [var.a, var.b] }
#file terraform.tfvars
a = "file"
#file x.auto.tfvars
b = 9
