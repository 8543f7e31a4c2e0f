module "m" {
  source = "./a"
  x = 1
}
output "o" { value = module.m.o }
#file a/main.tf
variable "x" {}
output "o" { value = "a${var.x}" }
#file b/main.tf
variable "x" {}
output "o" { value = "b${var.x}" }
#file override.tf
module "m" { source = "./b" }
