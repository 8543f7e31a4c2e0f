locals { n = 1 }
output "o" { value = local.n.x }
