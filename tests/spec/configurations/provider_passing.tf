terraform {
  required_providers {
    terraform = { source = "terraform.io/builtin/terraform" }
  }
}
module "m" {
  source    = "./m"
  providers = { terraform = terraform }
}
output "o" { value = module.m.o }
#file m/m.tf
terraform {
  required_providers {
    terraform = { source = "terraform.io/builtin/terraform" }
  }
}
resource "terraform_data" "x" {
  provider = terraform
  input    = 7
}
output "o" { value = terraform_data.x.output }
