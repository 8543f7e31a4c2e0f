output "o" { value = 1 }
#file override.tf
ephemeral "terraform_remote_state" "a" { backend = "local" }
