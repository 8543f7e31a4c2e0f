locals { a = 1 }
output "o" { value = [local.a, local.b] }
#file other.tf
locals { b = 2 }
#file override.tf
locals {
  a = 5
  b = 6
}
