module "a" {
  source = "./m"
  lifecycle { }
}
#file m/main.tf
locals {}
