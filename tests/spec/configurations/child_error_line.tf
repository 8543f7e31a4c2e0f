module "m" { source = "./m" }
output "o" { value = module.m.x }
#file m/m.tf
locals {
  ok = 1
}

output "x" {
  value = local.ok + local.missing
}
resource "terraform_data" "q" { input = var.zap }
