variable "s" {
  type      = string
  default   = "s"
  sensitive = true
}
module "m" {
  source = "./m"
  x = var.s
}
output "o" {
  value = module.m.o
}
#file m/main.tf
variable "x" {}
output "o" {
  value = var.x
}
