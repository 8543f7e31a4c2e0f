module "a" {
  source = "./m"
  x = var.zz
}
#file m/main.tf
variable "x" {}
