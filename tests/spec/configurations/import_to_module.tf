import {
  to = module.m.terraform_data.a
  id = "1"
}
module "m" { source = "./m" }
output "o" { value = 1 }
#file m/main.tf
resource "terraform_data" "a" {}
