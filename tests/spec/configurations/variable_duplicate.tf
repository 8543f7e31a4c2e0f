variable "a" {}
variable "a" {}
output "o" { value = 1 }
