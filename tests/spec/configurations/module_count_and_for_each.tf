module "a" {
  source = "./m"
  count = 1
  for_each = {}
}
#file m/main.tf
locals {}
