resource "terraform_data" "t" {
  for_each = null
}
