data "terraform_remote_state" "a" {
  backend = "local"
  config = { path = "${path.module}/a.tfstate" }
}
output "o" { value = data.terraform_remote_state.a.outputs.x }
#file a.tfstate
{"version": 4, "terraform_version": "1.11.4", "serial": 1, "lineage": "x", "outputs": {"x": {"value": 1, "type": "number", "sensitive": true}}, "resources": []}
