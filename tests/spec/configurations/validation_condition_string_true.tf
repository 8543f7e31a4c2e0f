variable "a" {
  default = "true"
  validation {
    condition     = var.a
    error_message = "x"
  }
}
output "o" { value = var.a }
