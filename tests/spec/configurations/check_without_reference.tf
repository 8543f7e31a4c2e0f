check "c" {
  assert {
    condition     = 1 == 2
    error_message = "no"
  }
}
output "o" { value = 1 }
