variable "a" {
  type     = string
  default  = "d"
  nullable = false
}
output "o" { value = var.a }
