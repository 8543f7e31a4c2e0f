module "m" { source = "./m" }
output "o" { value = 1 }
#file m/main.tf
locals { one = 1 }
output "x" {
  value = 1
  precondition {
    condition     = local.one == 2
    error_message = "no"
  }
}
