resource "terraform_data" "a" {
  _ {
    input = 1
  }
}
output "o" { value = terraform_data.a.output }
