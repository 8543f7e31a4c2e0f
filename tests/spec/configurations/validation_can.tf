variable "a" {
  default = "x"
  validation {
    condition = can(tonumber(var.a))
    error_message = "Must be a number, got ${jsonencode(var.a)}."
  }
}
