variable "a" {
  type    = any
  default = null
}
variable "o" {
  type    = object({ x = any, y = optional(any, [1]) })
  default = { x = { deep = [1, "a"] } }
}
output "o" { value = [var.a == null, var.o] }
