variable "a" {
  type    = any
  default = { x = [1, "2"], y = null }
}
variable "b" {
  type    = list(any)
  default = [{ a = 1 }, { a = "x" }]
}
variable "c" {
  type    = map(list(any))
  default = { p = [1], q = ["z"] }
}
output "o" { value = [var.a, var.b, var.c] }
