variable "a" {
  type = map(object({ x = optional(object({ k = optional(string, "d") }), {}) }))
  default = { m = {} }
}
output "o" { value = var.a }
