locals {
  a = 1
  b = local.a + 1
}
locals { c = local.b * 2 }
output "o" { value = local.c }
