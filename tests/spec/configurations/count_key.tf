resource "terraform_data" "t" {
  count = 2
  input = "v${count.index}"
}
output "o" { value = terraform_data.t[1].input }
