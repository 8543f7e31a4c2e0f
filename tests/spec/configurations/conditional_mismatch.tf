variable "x" { default = true }
output "o" { value = var.x ? "a" : [1] }
