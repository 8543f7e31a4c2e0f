locals { a = 1 }
locals {
  b = local.a + 1
}
output "o" { value = local.c }
#file z.tf
locals { c = local.b + local.a }
#file ignored.tf.bak
output "bad" { value = nope }
#file .hidden.tf
output "bad" { value = nope }
#file sub/other.tf
output "bad" { value = nope }
