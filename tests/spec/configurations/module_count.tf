module "m" {
  source = "./m"
  count  = 2
  a      = count.index
}
output "o" { value = module.m[*].v }
#file m/main.tf
variable "a" {}
output "v" { value = "m${var.a}" }
