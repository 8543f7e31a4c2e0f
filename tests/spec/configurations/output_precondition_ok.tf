locals { one = 1 }
output "o" {
  value = 1
  precondition {
    condition     = local.one == 1
    error_message = "no"
  }
}
