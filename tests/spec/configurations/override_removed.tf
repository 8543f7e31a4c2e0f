output "o" { value = 1 }
#file override.tf
removed {
  from = terraform_data.a
  lifecycle { destroy = false }
}
