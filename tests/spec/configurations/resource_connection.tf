resource "terraform_data" "a" {
  connection { host = "x" }
}
output "o" { value = 1 }
