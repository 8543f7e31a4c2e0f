variable "min" { default = 1 }
variable "max" {
  default = 10
  validation {
    condition     = var.max > var.min && local.limit > var.max
    error_message = "max must be above min (${var.min})"
  }
}
locals { limit = 100 }
output "o" { value = var.max - var.min }
