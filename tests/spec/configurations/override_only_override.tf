#file override.tf
output "o" { value = 1 }
