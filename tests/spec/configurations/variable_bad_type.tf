variable "a" { type = strin }
output "o" { value = 1 }
