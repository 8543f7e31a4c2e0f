foo "x" {}
output "o" { value = 1 }
