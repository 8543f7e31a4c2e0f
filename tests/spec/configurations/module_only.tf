module "a" { source = "./m" }
output "o" { value = module }
#file m/main.tf
output "x" { value = 1 }
