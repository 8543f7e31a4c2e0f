resource "terraform_data" "a" {
  foo { }
}
