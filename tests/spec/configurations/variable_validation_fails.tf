variable "a" {
  default = 1
  validation {
    condition     = var.a > 2
    error_message = "Too small."
  }
}
output "o" { value = var.a }
