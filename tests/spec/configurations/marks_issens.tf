variable "e" {
  type      = string
  default   = "e"
  ephemeral = true
}
variable "s" {
  type      = string
  default   = "s"
  sensitive = true
}
locals {
  ls = [var.s, "b"]
}
output "o" {
  value = [issensitive(var.s), issensitive(local.ls), issensitive(local.ls[0]), issensitive(var.e)]
}
