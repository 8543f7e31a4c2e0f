data "terraform_remote_state" "a" {
  backend = "local"
  config = { path = "nope.tfstate" }
  defaults = { x = 5, y = 6 }
}
output "o" { value = data.terraform_remote_state.a.outputs }
