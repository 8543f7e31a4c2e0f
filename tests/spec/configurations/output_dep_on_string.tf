resource "terraform_data" "a" { input = 1 }
output "o" {
  value = 2
  depends_on = ["terraform_data.a"]
}
