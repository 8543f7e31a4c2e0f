module "a" { source = "./m" }
removed {
  from = module.a
  lifecycle { destroy = false }
}
#file m/main.tf
locals {}
