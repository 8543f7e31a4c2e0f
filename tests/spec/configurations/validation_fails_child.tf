module "m" {
  source = "./m"
  for_each = { a = 1, b = 20 }
  n = each.value
}
#file m/m.tf
variable "n" {
  validation {
    condition     = var.n < 10
    error_message = "Too large: ${var.n}."
  }
}
