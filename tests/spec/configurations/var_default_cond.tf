variable "x" {
  type = number
  default = true ? 1 : 2
}
output "o" { value = var.x }
