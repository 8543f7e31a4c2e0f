resource "terraform_data" "t" {
  count    = 1
  for_each = {}
}
