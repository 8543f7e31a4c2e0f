output "o" { value = terraform.applying }
