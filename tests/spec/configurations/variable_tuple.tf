variable "a" {
  type    = tuple([string, number])
  default = [1, "2"]
}
output "o" { value = var.a }
