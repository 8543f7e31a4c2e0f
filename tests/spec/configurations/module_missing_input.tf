module "m" {
  source = "./m"
}
#file m/main.tf
variable "a" {}
