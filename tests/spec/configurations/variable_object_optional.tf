variable "a" {
  type = object({ x = string, y = optional(number, 7), z = optional(list(string)) })
  default = { x = 1 }
}
output "o" { value = var.a }
