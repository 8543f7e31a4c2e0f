variable "a" {
  default = null
  type = bool
  validation {
    condition     = var.a
    error_message = "x"
  }
}
