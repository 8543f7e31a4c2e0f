module "a" {
  source = "./m"
  x = "a"
}
#file m/main.tf
variable "x" {
  validation {
    condition = var.x == "b"
    error_message = "must be b"
  }
}
