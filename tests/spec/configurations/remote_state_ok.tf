data "terraform_remote_state" "a" {
  backend = "local"
  config = { path = "${path.module}/a.tfstate" }
}
output "o" { value = data.terraform_remote_state.a.outputs }
output "x" { value = data.terraform_remote_state.a.outputs.x }
output "b" { value = data.terraform_remote_state.a.backend }
output "w" { value = data.terraform_remote_state.a.workspace }
output "c" { value = data.terraform_remote_state.a.config }
output "d" { value = data.terraform_remote_state.a.defaults }
#file a.tfstate
{"version": 4, "terraform_version": "1.11.4", "serial": 1, "lineage": "x", "outputs": {"x": {"value": [1,"a"], "type": ["tuple", ["number","string"]]}, "l": {"value": ["a"], "type": ["list", "string"]}}, "resources": []}
