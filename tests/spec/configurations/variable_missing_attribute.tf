variable "a" {
  type    = object({ x = string })
  default = {}
}
output "o" { value = var.a }
