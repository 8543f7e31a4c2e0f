variable "m" { type = map(any) }
variable "t" { type = tuple([string, bool]) }
output "o" { value = [var.m, var.t] }
#file terraform.tfvars.json
{"m": {"a": [1], "b": [2]}, "t": ["x", "true"]}
