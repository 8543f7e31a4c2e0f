module "m" {
  source = "./m"
  a = 1
  b = 0
}
#file m/main.tf
variable "a" { type = number }
variable "b" {
  type = number
  validation {
    condition = var.b > var.a
    error_message = "b (${var.b}) must be above a (${var.a})"
  }
}
