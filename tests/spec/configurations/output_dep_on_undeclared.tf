output "o" {
  value = 2
  depends_on = [terraform_data.a]
}
