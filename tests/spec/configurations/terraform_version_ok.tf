terraform {
  required_version = "~> 1.5"
}
output "o" { value = 1 }
