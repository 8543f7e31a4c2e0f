variable "a" {
  default   = "x"
  sensitive = true
}
output "o" { value = var.a }
