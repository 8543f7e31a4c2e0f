output "o" {
  value = 2
  postcondition {
    condition = self > 1
    error_message = "x"
  }
}
