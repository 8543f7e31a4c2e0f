variable "x" {
  ephemeral = true
  default = "q"
}
module "m" {
  source = "./m"
  a = var.x
}
#file m/main.tf
variable "a" {}
