import {
  to = module.m.terraform_data.b
  id = "1"
}
module "m" { source = "./m" }
#file m/main.tf
resource "terraform_data" "a" {}
