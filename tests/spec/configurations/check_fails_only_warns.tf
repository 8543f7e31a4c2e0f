locals { one = 1 }
check "c" {
  assert {
    condition     = local.one == 2
    error_message = "no"
  }
}
output "o" { value = 1 }
