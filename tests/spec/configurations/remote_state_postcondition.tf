data "terraform_remote_state" "a" {
  backend = "local"
  config = { path = "a.tfstate" }
  lifecycle {
    postcondition {
      condition = self.outputs.x == 1
      error_message = "x is ${self.outputs.x}"
    }
  }
}
output "o" { value = data.terraform_remote_state.a.outputs.x }
#file a.tfstate
{"version": 4, "terraform_version": "1.11.4", "serial": 1, "lineage": "x", "outputs": {"x": {"value": 2, "type": "number"}}, "resources": []}
