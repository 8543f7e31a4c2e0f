module "m" {
  source = "./m"
  count = 2
  i = count.index
}
#file m/main.tf
variable "i" {}
output "bad" { value = [1][var.i] }
