module "net" {
  source   = "./modules/net"
  for_each = { eu = ["a", "b"], us = ["c"] }
  zones    = each.value
  region   = each.key
}
output "all" { value = module.net }
output "ids" { value = [for k, m in module.net : "${k}:${join(",", m.names)}"] }
output "one" { value = module.net["eu"].subnets[1].name }
#file modules/net/main.tf
variable "zones" { type = list(string) }
variable "region" { type = string }
module "subnet" {
  source = "../subnet"
  count  = length(var.zones)
  name   = "${var.region}-${var.zones[count.index]}"
}
output "names" { value = module.subnet[*].name }
output "subnets" { value = module.subnet }
#file modules/subnet/main.tf
variable "name" {
  type = string
  validation {
    condition     = length(var.name) > 1
    error_message = "Too short: ${var.name}"
  }
}
output "name" { value = upper(var.name) }
output "path" { value = path.module }
