variable "x" { default = 1 }
#file z.tf
variable "x" { default = 2 }
