check "c" {
  assert {
    condition = local.zz == 1
    error_message = "x"
  }
}
