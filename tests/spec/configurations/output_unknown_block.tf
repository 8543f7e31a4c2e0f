output "o" {
  value = 2
  foo {}
}
