output "o" { value = 1 }
#file override.tf
provider "terraform" { }
