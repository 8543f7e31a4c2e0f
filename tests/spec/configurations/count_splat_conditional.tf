variable "n" { default = 0 }
resource "terraform_data" "x" {
  count = var.n
  input = count.index
}
output "a" { value = terraform_data.x }
output "b" { value = length(terraform_data.x) > 0 ? terraform_data.x[0].output : "none" }
output "c" { value = one(terraform_data.x[*].output) }
output "d" { value = join(",", terraform_data.x[*].input) }
