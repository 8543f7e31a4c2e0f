module "a" { source = "./m" }
output "o" { value = module.a }
#file m/main.tf
output "o" { value = 1 }
output "p" { value = "x" }
