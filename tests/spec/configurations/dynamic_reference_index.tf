locals {
  m = { a = { b = 1 } }
  k = "a"
}
output "o" { value = local.m[local.k].b }
