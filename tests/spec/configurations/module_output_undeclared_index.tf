module "a" {
  source = "./m"
  for_each = { a = 1 }
}
output "o" { value = module.a["a"].nope }
#file m/main.tf
output "x" { value = 1 }
