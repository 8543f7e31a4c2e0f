module "m" {
  source = "./m"
}
output "o" { value = 1 }
#file m/main.tf
variable "x" {
  ephemeral = true
  default = "q"
}
output "o" {
  value = var.x
  ephemeral = true
}
