module "m" {
  source = "./m"
  o = tonumber("x")
}
#file m/main.tf
variable "o" { }
