resource "terraform_data" {}
resource "terraform_data" "a" "b" {}
outputt "x" { value = 1 }
variable { default = 1 }
output "o" {
  value  = 1
  descr  = "x"
  nested {}
}
locals "x" { a = 1 }
terraform { nope = 1 }
