resource "terraform_data" "x" { input = 1 }
module "a" {
  source = "./m"
  depends_on = [terraform_data.x]
}
output "o" { value = module.a.o }
#file m/main.tf
output "o" { value = 1 }
