module "a" { source = "./m" }
output "o" { value = module.a.p }
#file m/main.tf
output "p" { value = file("x.txt") }
#file x.txt
root
