variable "enabled" { default = false }
module "opt" {
  source = "./opt"
  count  = var.enabled ? 1 : 0
}
output "o" { value = try(module.opt[0].x, null) }
output "l" { value = module.opt }
output "s" { value = module.opt[*].x }
#file opt/m.tf
output "x" { value = 1 }
