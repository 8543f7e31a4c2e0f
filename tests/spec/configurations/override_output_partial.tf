output "o" {
  value = 1
}
#file x_override.tf
output "o" { sensitive = true }
