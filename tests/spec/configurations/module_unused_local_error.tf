module "abc" { source = "./m" }
#file m/main.tf
locals { x = tonumber("a") }
