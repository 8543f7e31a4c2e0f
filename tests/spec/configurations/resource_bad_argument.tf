resource "terraform_data" "t" {
  inputt = 1
}
