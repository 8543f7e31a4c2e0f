check "a b" {
  assert {
    condition = local.a == 1
    error_message = "x"
  }
}
locals { a = 1 }
