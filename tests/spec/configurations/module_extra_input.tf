module "m" {
  source = "./m"
  zzz    = 1
}
#file m/main.tf
output "v" { value = 1 }
