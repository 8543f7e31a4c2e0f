terraform {
  required_providers {
    terraform = { source = "terraform.io/builtin/terraform" }
  }
}
output "o" { value = provider::terraform::encode_tfvars([1]) }
output "p" { value = provider::terraform::nope(1) }
output "q" { value = provider::terraform::decode_tfvars("a =") }
