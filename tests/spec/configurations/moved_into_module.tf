module "m" { source = "./m" }
moved {
  from = terraform_data.a
  to = module.m.terraform_data.a
}
output "o" { value = 1 }
#file m/main.tf
resource "terraform_data" "a" { input = 1 }
