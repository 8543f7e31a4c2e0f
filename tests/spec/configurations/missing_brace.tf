locals {
  a = [1, 2
  b = 3
}
output "o" { value = 1 }
