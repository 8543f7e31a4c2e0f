output "o" { value = 1 }
#file override.tf
data "terraform_remote_state" "a" { backend = "local" }
