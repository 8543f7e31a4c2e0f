variable "x" {
  default     = "a"
  description = "d"
  sensitive   = true
}
output "o" {
  value     = var.x
  sensitive = true
}
#file override.tf
variable "x" {
  sensitive = false
  nullable  = false
}
output "o" { sensitive = false }
