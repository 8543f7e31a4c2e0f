data "terraform_remote_state" "a" {
  count = 2
  backend = "local"
  config = { path = "a${count.index}.tfstate" }
}
output "o" { value = data.terraform_remote_state.a[*].outputs.x }
#file a0.tfstate
{"version": 4, "terraform_version": "1.11.4", "serial": 1, "lineage": "x", "outputs": {"x": {"value": 1, "type": "number"}}, "resources": []}
#file a1.tfstate
{"version": 4, "terraform_version": "1.11.4", "serial": 1, "lineage": "x", "outputs": {"x": {"value": 2, "type": "number"}}, "resources": []}
