resource "terraform_data" "a" {
  lifecycle { prevent_destroy = true }
  lifecycle { create_before_destroy = true }
}
