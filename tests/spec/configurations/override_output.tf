output "o" {
  value = 1
  description = "x"
}
#file x_override.tf
output "o" { value = 2 }
