check "state" {
  data "terraform_remote_state" "s" {
    backend = "local"
    config  = { path = "s.tfstate" }
  }
  assert {
    condition     = data.terraform_remote_state.s.outputs.x == 5
    error_message = "x is ${data.terraform_remote_state.s.outputs.x}"
  }
}
output "o" { value = 1 }
#file s.tfstate
{"version": 4, "terraform_version": "1.5.0", "serial": 1, "lineage": "x", "outputs": {"x": {"value": 5, "type": "number"}}, "resources": []}
