resource "terraform_data" "a" {
  for_each = { a = 1 , b = 2 }
  input = terraform_data.a["a"].id
}
