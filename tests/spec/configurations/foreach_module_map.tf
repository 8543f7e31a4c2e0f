locals { envs = { dev = { n = 1 }, prod = { n = 3 } } }
module "env" {
  for_each = { for k, v in local.envs : k => v if v.n > 0 }
  source   = "./env"
  name     = each.key
  n        = each.value.n
}
resource "terraform_data" "sum" { input = sum([for m in module.env : length(m.names)]) }
output "o" { value = terraform_data.sum.output }
output "names" { value = flatten([for m in values(module.env) : m.names]) }
#file env/main.tf
variable "name" {}
variable "n" { type = number }
resource "terraform_data" "x" {
  count = var.n
  input = "${var.name}-${count.index}"
  lifecycle {
    postcondition {
      condition     = startswith(self.output, var.name)
      error_message = "x"
    }
  }
}
output "names" { value = terraform_data.x[*].input }
