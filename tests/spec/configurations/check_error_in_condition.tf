check "c" {
  assert {
    condition = tonumber(local.a) == 1
    error_message = "x"
  }
}
locals { a = "q" }
output "o" { value = 1 }
