module "a" { source = "./m" }
output "o" { value = module.a.module.b.x }
#file m/main.tf
output "x" { value = 1 }
