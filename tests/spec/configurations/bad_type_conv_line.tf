module "m" {
  source = "./m"
  cfg = {
    name  = "x"
    ports = ["a"]
  }
}
#file m/m.tf
variable "cfg" {
  type = object({
    name  = string
    ports = list(number)
  })
}
