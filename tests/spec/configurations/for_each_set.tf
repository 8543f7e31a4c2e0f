resource "terraform_data" "t" {
  for_each = toset(["x", "y"])
  input    = each.key
}
output "o" { value = terraform_data.t["x"].input }
