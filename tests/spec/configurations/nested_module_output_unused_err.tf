module "m" {
  source = "./m"
}
#file m/main.tf
output "bad" { value = tonumber("x") }
