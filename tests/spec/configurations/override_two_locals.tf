locals { a = 1 }
output "o" { value = local.a }
#file a_override.tf
locals { a = 2 }
#file b_override.tf
locals { a = 3 }
