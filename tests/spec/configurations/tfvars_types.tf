variable "t" { type = tuple([string, number, bool]) }
variable "s" { type = set(string) }
variable "h" { type = string }
variable "any" {}
output "o" { value = [var.t, var.s, var.h, var.any] }
#file terraform.tfvars
t = [1, "2", "true"]
s = ["b", "a", "b"]
h = <<-EOT
  line one
    line two
EOT
any = [for x in [1, 2] : x * 2]
