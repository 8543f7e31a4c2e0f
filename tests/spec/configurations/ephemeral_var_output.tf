variable "a" {
  ephemeral = true
  default = "x"
}
output "o" { value = var.a }
