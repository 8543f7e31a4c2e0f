variable "svc" {
  type = list(object({
    name = string
    health = optional(object({
      path    = optional(string, "/")
      codes   = optional(set(number), [200])
      retry   = optional(tuple([number, number]))
    }))
    env = optional(map(object({ v = string, secret = optional(bool, false) })), {})
  }))
  default = [
    { name = "a" },
    { name = "b", health = {} , env = { X = { v = 1 } } },
    { name = "c", health = { codes = [200, 204, 200], retry = ["1", 2] } },
  ]
}
output "o" { value = var.svc }
