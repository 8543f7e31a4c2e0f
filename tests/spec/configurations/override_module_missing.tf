output "o" { value = 1 }
#file override.tf
module "m" { source = "./m" }
#file m/main.tf
locals {}
