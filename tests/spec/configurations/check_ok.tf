check "c" {
  assert {
    condition = local.a == 1
    error_message = "no"
  }
}
locals { a = 1 }
output "o" { value = 1 }
