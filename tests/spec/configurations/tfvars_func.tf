variable "a" { default = 1 }
#file x.auto.tfvars
a = upper("x")
