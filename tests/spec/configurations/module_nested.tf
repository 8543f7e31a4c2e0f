module "a" { source = "./a" }
output "o" { value = module.a.v }
#file a/main.tf
module "b" {
  source = "./b"
  x      = "deep"
}
output "v" { value = module.b.v }
#file a/b/main.tf
variable "x" {}
output "v" { value = "${var.x} in ${basename(path.module)}" }
