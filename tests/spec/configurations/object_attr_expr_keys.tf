locals {
  k = "dyn"
  o = { (local.k) = 1, "${local.k}-2" = 2, lit = 3, "q r" = 4, 5 = 6 }
}
output "o" { value = local.o }
output "p" { value = [local.o["dyn"], local.o["dyn-2"], local.o.lit, local.o["5"]] }
