locals { l = [{ a = 1 }, { b = 2 }] }
output "o" { value = local.l[*].a }
output "p" { value = local.l["x"] }
output "q" { value = local.l.a }
