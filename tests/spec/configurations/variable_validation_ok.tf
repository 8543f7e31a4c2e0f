variable "a" {
  default = 3
  validation {
    condition     = var.a > 2
    error_message = "Too small: ${var.a}."
  }
}
output "o" { value = var.a }
