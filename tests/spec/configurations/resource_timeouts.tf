resource "terraform_data" "a" {
  timeouts { create = "1m" }
}
