locals { größe = 3 }
output "ö" { value = local.größe }
