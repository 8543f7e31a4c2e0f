check "c" {
  data "terraform_remote_state" "a" {
    backend = "local"
    config = { path = "a.tfstate" }
  }
  assert {
    condition = data.terraform_remote_state.a.outputs.x == 2
    error_message = "x is ${data.terraform_remote_state.a.outputs.x}"
  }
}
output "o" { value = 1 }
#file a.tfstate
{"version": 4, "terraform_version": "1.11.4", "serial": 1, "lineage": "x", "outputs": {"x": {"value": 1, "type": "number"}}, "resources": []}
