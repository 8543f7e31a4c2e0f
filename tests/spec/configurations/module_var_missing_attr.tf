module "m" {
  source = "./m"
  o = { a = "x" }
}
#file m/main.tf
variable "o" { type = object({ a = string, b = number }) }
