variable "a" {
  default = 1
  validation {
    condition     = var.a
    error_message = "x"
  }
}
