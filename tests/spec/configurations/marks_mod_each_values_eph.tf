variable "e" {
  type      = string
  default   = "e"
  ephemeral = true
}
module "m" {
  source = "./m"
  for_each = { a = var.e }
  x = each.value
}
#file m/main.tf
variable "x" {
  ephemeral = true
}
output "o" {
  value = 1
}
