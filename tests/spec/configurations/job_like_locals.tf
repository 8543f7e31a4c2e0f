variable "jobs" {
  type = map(object({
    image    = string
    instance = optional(object({ type = optional(string, "ml.m5.xlarge"), count = optional(number, 1) }), {})
    hp       = optional(map(string), {})
  }))
  default = {
    a = { image = "x", hp = { lr = 0.1, epochs = 3 } }
    b = { image = "y", instance = { count = 2 } }
  }
  validation {
    condition     = alltrue([for j in values(var.jobs) : j.instance.count > 0])
    error_message = "Bad count in ${join(", ", [for n, j in var.jobs : n if j.instance.count <= 0])}."
  }
}
locals {
  flat = { for n, j in var.jobs : n => merge(j.hp, { type = j.instance.type, n = j.instance.count }) }
}
output "flat" { value = local.flat }
output "jobs" { value = var.jobs }
