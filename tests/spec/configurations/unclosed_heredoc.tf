locals {
  a = <<EOT
x
}
output "o" { value = local.a }
