data "terraform_remote_state" "a" {
  backend = "local"
  confi = { pathh = "a.tfstate" }
}
