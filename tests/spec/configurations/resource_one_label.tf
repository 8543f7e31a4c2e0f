resource "terraform_data" { }
