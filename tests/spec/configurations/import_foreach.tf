locals { ids = { a = "1", b = "2" } }
import {
  for_each = local.ids
  to = terraform_data.a[each.key]
  id = each.value
}
resource "terraform_data" "a" {
  for_each = local.ids
  input = 1
}
output "o" { value = 1 }
