check "c" {
  assert {
    condition = local.a == 2
    error_message = "a is ${local.a}"
  }
  assert {
    condition = local.a == 3
    error_message = "a isnt 3"
  }
}
locals { a = 1 }
output "o" { value = 1 }
