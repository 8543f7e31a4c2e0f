module "a b" { source = "./m" }
#file m/main.tf
