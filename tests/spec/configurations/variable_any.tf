variable "a" {
  type    = list(any)
  default = [1, "a"]
}
output "o" { value = var.a }
