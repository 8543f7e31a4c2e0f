resource "terraform_data" "a" {
  count = 3
  input = { idx = count.index, name = format("n-%02d", count.index) }
}
output "o" { value = terraform_data.a[*].output.name }
output "p" { value = [for t in terraform_data.a : t.input.idx if t.input.idx > 0] }
