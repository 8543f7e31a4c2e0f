terraform { required_version = ">= 1.0" }
output "o" { value = 1 }
#file override.tf
terraform { required_version = ">= 5.0" }
