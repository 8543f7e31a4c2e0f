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
  value = module.m.o
}
#file m/main.tf
variable "x" {
  ephemeral = true
}
output "o" {
  value = ephemeralasnull(var.x)
}
