variable "a" {
  type    = string
  default = null
}
output "o" { value = var.a == null }
