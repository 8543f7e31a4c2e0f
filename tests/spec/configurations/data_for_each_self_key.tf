resource "terraform_data" "a" {
  for_each = { for s in ["x", "y"] : s => upper(s) }
  input    = each.value
  triggers_replace = [each.key]
}
output "o" { value = values(terraform_data.a)[*].output }
