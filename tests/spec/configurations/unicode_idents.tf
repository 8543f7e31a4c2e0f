locals {
  größe  = 3
  名前     = "n"
  _under = 1
  a-b    = 2
}
variable "été" { default = "chaud" }
resource "terraform_data" "données" { input = local.größe }
output "o" { value = "${local.名前}-${var.été}-${local.a-b}-${local._under}" }
output "ü" { value = terraform_data.données.output }
