terraform { required_version = "~> 1.9, != 1.10.0" }
output "o" { value = 1 }
