data "terraform_remote_state" "a" {
  backend = "local"
  config = { path = "a.tfstate" }
  defaults = { x = 5, y = 6 }
}
output "o" { value = data.terraform_remote_state.a.outputs }
#file a.tfstate
{"version": 4, "terraform_version": "1.11.4", "serial": 1, "lineage": "x", "outputs": {"x": {"value": 1, "type": "number"}}, "resources": []}
