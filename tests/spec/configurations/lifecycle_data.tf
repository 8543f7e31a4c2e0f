data "terraform_remote_state" "s" {
  backend = "local"
  config = { path = "x.tfstate" }
  lifecycle { prevent_destroy = true }
}
