resource "terraform_data" "t" {
  for_each = toset([1, 2])
}
