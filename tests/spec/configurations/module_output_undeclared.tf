module "a" {
  source = "./m"
}
output "o" { value = module.a.nope }
#file m/main.tf
output "x" { value = 1 }
