module "m" {
  source = "./m"
  x      = 1
}
output "o" { value = module.m.o }
#file override.tf
module "m" { x = 2 }
#file m/m.tf
variable "x" {}
output "o" { value = var.x }
