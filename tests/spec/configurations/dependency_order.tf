locals {
  c = local.b + 1
  b = local.a + 1
  a = 1
}
output "o" { value = local.c }
