module "m" {
  source = "./m"
  a      = { x = 1 }
}
#file m/m.tf
variable "a" { type = list(string) }
output "a" { value = var.a }
