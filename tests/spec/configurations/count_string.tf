resource "terraform_data" "t" {
  count = "2"
  input = 1
}
output "o" { value = length(terraform_data.t) }
