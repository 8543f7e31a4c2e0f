output "o" { value = 1 }
#file override.tf
moved {
  from = terraform_data.a
  to = terraform_data.b
}
