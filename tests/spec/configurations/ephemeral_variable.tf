variable "tok" {
  default   = "t"
  ephemeral = true
}
locals { x = "${var.tok}!" }
output "o" { value = ephemeralasnull(local.x) }
module "m" {
  source = "./m"
  t      = var.tok
}
output "p" { value = module.m.n }
#file m/m.tf
variable "t" { ephemeral = true }
output "n" { value = 5 }
output "e" {
  value     = var.t
  ephemeral = true
}
