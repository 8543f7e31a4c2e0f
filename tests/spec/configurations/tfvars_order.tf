variable "a" {}
output "o" { value = var.a }
#file terraform.tfvars
a = 1
#file a.auto.tfvars
a = 2
#file b.auto.tfvars.json
{"a": 3}
