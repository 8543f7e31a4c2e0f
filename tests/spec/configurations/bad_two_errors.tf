output "a" { value = var.x }
output "b" { value = local.y }
