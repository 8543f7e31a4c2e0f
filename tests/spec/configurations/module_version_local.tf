module "a" {
  source = "./m"
  version = "1.0"
}
#file m/main.tf
locals {}
