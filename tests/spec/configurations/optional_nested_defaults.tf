variable "cfg" {
  type = object({
    name = string
    tags = optional(map(string), { env = "dev" })
    net = optional(object({
      cidr  = optional(string, "10.0.0.0/16")
      ports = optional(list(object({ p = number, proto = optional(string, "tcp") })), [{ p = 80 }])
    }), {})
    extra = optional(any)
  })
  default = { name = "x" }
}
output "o" { value = var.cfg }
