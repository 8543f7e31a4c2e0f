output "o" {
  value = 1
  precondition {
    condition = length([]) > 0
    error_message = "x"
  }
}
