variable "x" {
  type = number
  default = 1
}
#file override.tf
variable "x" { default = "q" }
