locals {
  a = { x : 1, y : 2, "z w" : 3, (upper("k")) : 4 }
  b = { x = 1, y = 2, }
  c = {
    "a.b" = 1
    5     = 2
    true  = 3
  }
}
output "o" { value = [local.a, local.b, local.c] }
