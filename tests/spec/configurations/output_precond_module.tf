module "m" {
  source = "./m"
}
output "o" { value = module.m.o }
#file m/main.tf
locals { n = 1 }
output "o" {
  value = local.n
  precondition {
    condition = local.n > 5
    error_message = "too small"
  }
}
