variable "e" {
  default = "a"
  ephemeral = true
  validation {
    condition = var.e == "b"
    error_message = "no"
  }
}
