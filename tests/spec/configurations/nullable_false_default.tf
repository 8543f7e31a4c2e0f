variable "a" {
  type     = string
  default  = "dflt"
  nullable = false
}
module "m" {
  source = "./m"
  x      = null
}
output "a" { value = var.a }
output "m" { value = module.m.x }
#file m/m.tf
variable "x" {
  type     = list(string)
  default  = ["d"]
  nullable = false
}
output "x" { value = var.x }
