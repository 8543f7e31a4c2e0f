variable "s" {
  type      = string
  default   = "s"
  sensitive = true
}
check "c" {
  assert {
    condition = var.s == "q"
    error_message = {a = var.s}
  }
}
