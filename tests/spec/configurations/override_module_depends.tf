module "m" {
  source = "./m"
}
resource "terraform_data" "b" { }
#file m/main.tf
#file override.tf
module "m" { depends_on = [terraform_data.b] }
