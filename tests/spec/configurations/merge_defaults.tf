variable "jobs" {
  type = map(object({
    image = optional(string, "img:1")
    hp    = optional(map(string), {})
    nodes = optional(number, 1)
  }))
  default = { a = {}, b = { hp = { lr = 0.1 }, nodes = 2 } }
}
locals { base = { epochs = "3", lr = "1" } }
output "o" { value = { for k, j in var.jobs : k => merge(local.base, j.hp, { n = tostring(j.nodes) }) } }
