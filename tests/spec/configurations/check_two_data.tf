check "c" {
  data "terraform_remote_state" "a" {
    backend = "local"
    config = { path = "a.tfstate" }
  }
  data "terraform_remote_state" "b" {
    backend = "local"
    config = { path = "a.tfstate" }
  }
  assert {
    condition = local.a == 2
    error_message = "x"
  }
}
locals { a = 1 }
