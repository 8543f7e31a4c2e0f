variable "x" { default = true }
output "o" { value = var.x ? { a = 1 } : { a = 1, b = 2 } }
