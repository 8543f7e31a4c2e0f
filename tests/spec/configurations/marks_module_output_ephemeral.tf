variable "e" {
  type      = string
  default   = "e"
  ephemeral = true
}
module "m" {
  source = "./m"
  x = var.e
}
#file m/main.tf
variable "x" {
  ephemeral = true
}
output "o" {
  value = var.x
}
