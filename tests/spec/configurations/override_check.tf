check "a" {
  assert {
    condition = local.x == 2
    error_message = "x"
  }
}
locals { x = 2 }
#file override.tf
check "a" {
  assert {
    condition = local.x == 1
    error_message = "over"
  }
}
