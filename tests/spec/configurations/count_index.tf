resource "terraform_data" "t" {
  count = 3
  input = count.index * 2
}
output "o" { value = terraform_data.t[*].output }
