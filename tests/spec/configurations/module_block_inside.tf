module "a" {
  source = "./m"
  foo { }
}
#file m/main.tf
locals {}
