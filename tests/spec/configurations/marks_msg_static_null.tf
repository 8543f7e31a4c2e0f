variable "s" {
  type      = string
  default   = "s"
  sensitive = true
}
output "o" {
  value = 1
  precondition {
    condition = var.s != "q"
    error_message = null
  }
}
