variable "o" {
  type = object({ a = string, l = list(number) })
}
output "o" { value = var.o }
#file terraform.tfvars
o = {
  a = "x"
  l = [1, "2"]
}
