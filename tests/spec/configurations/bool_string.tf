variable "b" {
  type = bool
  default = "yes"
}
