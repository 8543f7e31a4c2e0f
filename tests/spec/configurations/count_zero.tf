resource "terraform_data" "t" {
  count = 0
  input = 1
}
output "o" { value = terraform_data.t[*].input }
