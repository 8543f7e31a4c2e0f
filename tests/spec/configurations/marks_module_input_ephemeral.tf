variable "e" {
  type      = string
  default   = "e"
  ephemeral = true
}
locals {
  lm = { a = var.e, b = 1 }
}
module "m" {
  source = "./m"
  x = local.lm
}
output "o" {
  sensitive = true
  value = module.m.o
}
#file m/main.tf
variable "x" {}
output "o" {
  sensitive = true
  value = var.x
}
