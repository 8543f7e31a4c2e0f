output "o" { value = try(local.nope, 1) }
output "p" { value = can(var.nope) }
