variable "s" {
  type = set(object({ a = number }))
  default = [{ a = 2 }, { a = 1 }, { a = 2 }]
}
output "o" { value = [for x in var.s : x.a] }
