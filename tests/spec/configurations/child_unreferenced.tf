module "m" { source = "./m" }
output "o" { value = 1 }
#file m/main.tf
locals { bad = tonumber("x") }
