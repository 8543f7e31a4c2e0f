terraform { required_version = ">= 1.11.0-beta1" }
output "o" { value = 1 }
