output "o" { value = 1 }
#file x_override.tf
variable "p" { default = 1 }
