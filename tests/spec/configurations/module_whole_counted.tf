module "a" {
  source = "./m"
  count = 2
}
output "o" { value = module.a }
#file m/main.tf
output "o" { value = 1 }
