resource "terraform_data" "a" {
  provisioner "local-exec" { command = "true" }
}
output "o" { value = 1 }
