output "o" { }
#file override.tf
output "o" { value = 1 }
