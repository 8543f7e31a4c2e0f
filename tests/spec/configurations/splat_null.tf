variable "x" {
  type = object({ a = number })
  default = null
}
output "o" { value = var.x[*].a }
