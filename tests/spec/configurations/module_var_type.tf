module "a" {
  source = "./m"
  x = ["a"]
}
#file m/main.tf
variable "x" { type = number }
