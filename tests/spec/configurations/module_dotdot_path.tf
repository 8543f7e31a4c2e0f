module "a" { source = "./x/../m" }
output "o" { value = module.a.p }
#file m/main.tf
output "p" { value = path.module }
#file x/a.txt
