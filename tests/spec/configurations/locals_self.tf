locals { a = local.a }
output "o" { value = 1 }
