variable "e" {
  type      = string
  default   = "e"
  ephemeral = true
}
output "o" {
  value = nonsensitive(var.e)
}
