module "m" {
  source = "./m"
}
output "o" { value = module.m.o }
#file m/main.tf
variable "x" { default = 1 }
output "o" { value = var.x }
#file m/override.tf
variable "x" { default = 2 }
