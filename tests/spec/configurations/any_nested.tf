variable "s" {
  type = object({ x = any, y = list(any) })
  default = { x = { q = [1] }, y = ["a", 1] }
}
output "o" { value = var.s }
