module "m" {
  source = "./m"
  count = 1
}
moved {
  from = module.m
  to = module.m[0]
}
output "o" { value = 1 }
#file m/main.tf
resource "terraform_data" "a" { input = 1 }
