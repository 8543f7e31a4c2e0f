data "terraform_remote_state" "a" {
  backend = "local"
  config = { path = data.terraform_remote_state.a.backend }
}
