module "m" { source = "./m" }
output "o" { value = 1 }
#file m/main.tf
removed {
  from = terraform_data.a
  lifecycle { destroy = false }
}
