removed {
  from = terraform_data.a
  lifecycle { }
}
output "o" { value = 1 }
