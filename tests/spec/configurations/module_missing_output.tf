module "m" { source = "./m" }
output "o" { value = module.m.nope }
#file m/main.tf
output "v" { value = 1 }
