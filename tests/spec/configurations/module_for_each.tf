module "m" {
  source   = "./m"
  for_each = { x = 1, y = 2 }
  a        = each.value
}
output "o" { value = { for k, m in module.m : k => m.v } }
#file m/main.tf
variable "a" {}
output "v" { value = var.a + 1 }
