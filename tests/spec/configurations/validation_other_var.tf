variable "lo" { default = 5 }
variable "hi" {
  default = 3
  validation {
    condition     = var.hi > var.lo
    error_message = "hi ${var.hi} must exceed lo ${var.lo}"
  }
}
output "o" { value = "${var.lo}-${var.hi}" }
