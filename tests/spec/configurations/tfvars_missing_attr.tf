variable "o" { type = object({ a = string, b = number }) }
#file terraform.tfvars
o = { a = "x" }
