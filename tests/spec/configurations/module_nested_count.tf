module "a" {
  source = "./m"
  count = 2
  n = count.index
}
output "o" { value = module.a[*].o }
#file m/main.tf
variable "n" {}
module "b" {
  source = "../k"
  for_each = toset(["x", "y"])
  name = "${each.key}${var.n}"
}
output "o" { value = { for k, v in module.b : k => v.o } }
#file k/main.tf
variable "name" {}
resource "terraform_data" "d" {
  count = 2
  input = "${var.name}-${count.index}"
}
output "o" { value = terraform_data.d[*].output }
