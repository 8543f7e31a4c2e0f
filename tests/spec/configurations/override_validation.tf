variable "x" {
  default = 1
  validation {
    condition = var.x > 5
    error_message = "base"
  }
}
output "o" { value = var.x }
#file override.tf
variable "x" {
  validation {
    condition = var.x > 0
    error_message = "over"
  }
}
