output "o" { value = 1 }
#file x_override.tf
output "p" { value = 2 }
