module "a" {
  source = "./m"
  count = 2
}
output "o" { value = module.a[5].o }
#file m/main.tf
output "o" { value = 1 }
