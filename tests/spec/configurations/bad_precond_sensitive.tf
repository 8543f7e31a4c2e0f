variable "s" {
  default   = "x"
  sensitive = true
}
output "o" {
  value = 1
  precondition {
    condition     = var.s == "y"
    error_message = "s is ${var.s}"
  }
}
