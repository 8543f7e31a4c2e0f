check "c" {
  data "terraform_remote_state" "a" {
    backend = "local"
    config = { path = "nope.tfstate" }
  }
  assert {
    condition = data.terraform_remote_state.a.outputs.x == 2
    error_message = "x is ${data.terraform_remote_state.a.outputs.x}"
  }
}
output "o" { value = 1 }
