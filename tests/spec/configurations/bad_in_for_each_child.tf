module "m" {
  source   = "./m"
  for_each = { a = 1, b = "x" }
  n        = each.value
}
#file m/m.tf
variable "n" { type = number }
output "n" { value = var.n + 1 }
