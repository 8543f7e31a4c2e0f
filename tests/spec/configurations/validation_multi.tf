variable "a" {
  type = number
  validation {
    condition     = var.a > 0
    error_message = "Positive only."
  }
  validation {
    condition     = var.a < 10
    error_message = "Below ten."
  }
  default = 20
}
output "o" { value = var.a }
