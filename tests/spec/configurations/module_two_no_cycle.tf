module "a" {
  source = "./m"
  x = "1"
}
module "b" {
  source = "./m"
  x = module.a.o
}
output "o" { value = module.b.o }
#file m/main.tf
variable "x" {}
output "o" { value = "${var.x}!" }
