module "a" {
  source = "./m"
}
output "o" { value = module.a[0].o }
#file m/main.tf
output "o" { value = 1 }
