locals { l = [1] }
output "o" { value = local.l[-1] }
