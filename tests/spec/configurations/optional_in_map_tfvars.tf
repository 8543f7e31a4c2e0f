variable "m" {
  type = map(object({
    size = optional(number, 10)
    kind = optional(string)
  }))
}
output "m" { value = var.m }
#file terraform.tfvars
m = {
  a = {}
  b = { size = null, kind = "k" }
  c = { size = "7", other = true }
}
