module "m" {
  source = "./m"
  a      = 2
}
output "o" { value = module.m.twice }
#file m/main.tf
variable "a" { type = number }
output "twice" { value = var.a * 2 }
