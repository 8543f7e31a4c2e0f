resource "terraform_data" "t" {
  count = "x"
}
