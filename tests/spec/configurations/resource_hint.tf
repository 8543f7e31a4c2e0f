resource "terraform_data" "name" { }
output "o" { value = terraform_data.nmae.id }
