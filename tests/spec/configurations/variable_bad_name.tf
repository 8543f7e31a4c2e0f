variable "count" {}
output "o" { value = 1 }
