terraform {
  required_version = ">= 1.8"
  required_providers {
    terraform = { source = "terraform.io/builtin/terraform" }
  }
}
locals { v = { a = 1, b = ["x", true] } }
output "o" { value = provider::terraform::decode_tfvars(provider::terraform::encode_tfvars(local.v)) }
output "t" { value = provider::terraform::encode_tfvars(local.v) }
output "e" { value = provider::terraform::encode_expr(local.v) }
