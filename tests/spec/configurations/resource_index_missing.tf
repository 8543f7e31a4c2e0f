resource "terraform_data" "t" {
  count = 1
  input = 1
}
output "o" { value = terraform_data.t[5].input }
