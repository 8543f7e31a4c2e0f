locals { allowed = ["a", "b"] }
variable "x" {
  default = "c"
  validation {
    condition     = contains(local.allowed, var.x)
    error_message = "Not allowed: ${var.x}."
  }
}
