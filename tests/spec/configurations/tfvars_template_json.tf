variable "n" { type = string }
output "o" { value = var.n }
#file terraform.tfvars.json
{ "n": "a ${1 + 1} $${b}" }
