output "o" {
  value = 1
  value2 {}
}
