resource "terraform_data" "a" {}
check "c" {
  assert {
    condition = length(terraform_data.a.id) == 36
    error_message = "x"
  }
}
output "o" { value = 1 }
