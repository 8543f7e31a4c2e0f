resource "terraform_data" "a" {
  input = 1
  lifecycle {
    ignore_changes       = [input]
    replace_triggered_by = [terraform_data.b]
  }
}
resource "terraform_data" "b" {
  input = 2
  lifecycle { ignore_changes = all }
}
output "o" { value = terraform_data.a.output + terraform_data.b.output }
