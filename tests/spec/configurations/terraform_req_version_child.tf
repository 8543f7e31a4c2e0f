module "m" { source = "./m" }
#file m/main.tf
terraform { required_version = ">= 99" }
