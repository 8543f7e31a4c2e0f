resource "terraform_data" "new" {
  for_each = toset(["a", "b"])
  input    = each.key
}
moved {
  from = terraform_data.old
  to   = terraform_data.new["a"]
}
moved {
  from = module.gone
  to   = module.here
}
module "here" {
  source = "./m"
}
output "o" { value = terraform_data.new["b"].output }
#file m/m.tf
output "x" { value = 1 }
