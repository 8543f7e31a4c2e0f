variable "x" {
  ephemeral = true
  default = "q"
}
locals { y = "${var.x}!" }
output "o" { value = length(local.y) }
