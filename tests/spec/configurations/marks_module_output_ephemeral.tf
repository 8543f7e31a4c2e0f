variable "e" {
  type      = string
  default   = "e"
  ephemeral = true
}
variable "en" {
  type      = number
  default   = 1
  ephemeral = true
}
variable "eo" {
  type      = object({ a = string, l = list(string) })
  default   = { a = "x", l = ["y"] }
  ephemeral = true
}
variable "s" {
  type      = string
  default   = "s"
  sensitive = true
}
variable "sn" {
  type      = number
  default   = 1
  sensitive = true
}
variable "so" {
  type      = map(string)
  default   = { a = "x" }
  sensitive = true
}
resource "terraform_data" "u" {}
locals {
  u  = terraform_data.u.id
  le = "${var.e}!"
  ls = [var.s, "b"]
  lm = { a = var.e, b = 1 }
}
module "m" {
  source = "./m"
  x = var.e
}
#file m/main.tf
variable "x" {
  ephemeral = true
}
output "o" {
  value = var.x
}
