variable "s" {
  sensitive = true
  default = "x"
}
module "a" {
  source = "./m"
  for_each = toset(["k"])
  v = var.s
}
output "o" {
  value = module.a["k"].o
  sensitive = true
}
#file m/main.tf
variable "v" {}
output "o" { value = "${var.v}-out" }
