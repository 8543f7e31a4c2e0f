data "terraform_remote_state" "a" {
  backend = "local"
  workspace = "dev"
  config = { workspace_dir = "ws" }
}
output "o" { value = data.terraform_remote_state.a.outputs.x }
#file ws/dev/terraform.tfstate
{"version": 4, "terraform_version": "1.11.4", "serial": 1, "lineage": "x", "outputs": {"x": {"value": 2, "type": "number"}}, "resources": []}
