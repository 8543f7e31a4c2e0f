module "a" { source = "./m" }
output "o" { value = [module.a.p, path.module, path.root] }
#file m/main.tf
output "p" { value = [path.module, path.root, file("${path.module}/x.txt")] }
#file m/x.txt
hi
