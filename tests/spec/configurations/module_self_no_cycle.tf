module "a" {
  source = "./m"
  x = module.a.p
}
output "o" { value = module.a.o }
#file m/main.tf
variable "x" {}
output "o" { value = var.x }
output "p" { value = "P" }
