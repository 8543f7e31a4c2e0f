module "a" { source = "./m" }
output "o" { value = module.a.p }
#file m/main.tf
module "k" { source = "../k/" }
output "p" { value = module.k.p }
#file k/main.tf
output "p" { value = path.module }
