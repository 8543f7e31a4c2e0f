locals { m = { a = { b = 1 } } }
output "o" { value = [try(local.m.a.c, "def"), can(local.m.a.b), try(local.m.z.y, local.m.a.b)] }
