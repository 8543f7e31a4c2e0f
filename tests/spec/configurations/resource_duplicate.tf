resource "terraform_data" "t" {}
resource "terraform_data" "t" {}
