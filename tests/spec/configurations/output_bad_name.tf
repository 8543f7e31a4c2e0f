output "1a" { value = 1 }
