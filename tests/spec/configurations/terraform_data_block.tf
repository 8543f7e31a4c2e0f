resource "terraform_data" "t" {
  input = 1
  wat { a = 1 }
}
