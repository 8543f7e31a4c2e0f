terraform {
  required_providers {
    terraform = {
      source                = "terraform.io/builtin/terraform"
    }
  }
}
module "a" {
  source    = "./a"
  providers = { terraform.x = terraform }
}
output "o" { value = module.a.o }
#file a/m.tf
terraform {
  required_providers {
    terraform = {
      source                = "terraform.io/builtin/terraform"
      configuration_aliases = [terraform.x]
    }
  }
}
resource "terraform_data" "r" {
  provider = terraform.x
  input    = 1
}
output "o" { value = terraform_data.r.output }
