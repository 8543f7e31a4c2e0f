data "terraform_remote_state" "a" {
  backend = "local"
  config = { path = "a.tfstate" }
}
output "o" { value = data.terraform_remote_state.a.outputs.y }
#file a.tfstate
{"version": 4, "terraform_version": "1.11.4", "serial": 1, "lineage": "x", "outputs": {"x": {"value": 1, "type": "number"}}, "resources": []}
