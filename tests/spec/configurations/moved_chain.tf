resource "terraform_data" "c" { input = 1 }
moved {
  from = terraform_data.a
  to = terraform_data.b
}
moved {
  from = terraform_data.b
  to = terraform_data.c
}
output "o" { value = terraform_data.c.output }
