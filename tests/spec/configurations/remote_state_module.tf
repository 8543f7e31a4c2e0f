module "r" {
  source = "./r"
  path   = abspath("${path.root}/st/x.tfstate")
}
output "o" { value = module.r.o }
#file r/m.tf
variable "path" {}
data "terraform_remote_state" "x" {
  backend = "local"
  config  = { path = var.path }
}
output "o" { value = { for k, v in data.terraform_remote_state.x.outputs : k => v } }
#file st/x.tfstate
{"version": 4, "terraform_version": "1.9.0", "serial": 3, "lineage": "q", "outputs": {"a": {"value": [1, 2], "type": ["list", "number"]}, "s": {"value": "x", "type": "string"}}, "resources": []}
