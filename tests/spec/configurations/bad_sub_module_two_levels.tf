module "a" { source = "./a" }
#file a/main.tf
module "b" {
  source = "./b"
  y      = 1
}
#file a/b/main.tf
variable "x" {}
output "o" { value = var.y }
