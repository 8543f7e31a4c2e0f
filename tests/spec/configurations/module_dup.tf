module "a" { source = "./m" }
module "a" { source = "./m" }
#file m/main.tf
locals {}
