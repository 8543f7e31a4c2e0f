locals { x = 1 }
variable "a" {
  default = 1
  validation {
    condition     = local.x == 1
    error_message = "No."
  }
}
