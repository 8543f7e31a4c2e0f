variable "e" {
  type      = string
  default   = "e"
  ephemeral = true
}
module "m" {
  source = "./m"
  x = var.e
}
output "o" {
  value = module.m
}
#file m/main.tf
variable "x" {
  ephemeral = true
}
output "o" {
  ephemeral = true
  value = var.x
}
output "p" {
  value = 1
}
