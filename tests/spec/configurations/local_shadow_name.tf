locals {
  path = "p"
  module = "m"
  var = "v"
}
output "o" { value = [local.path, local.module, local.var, path.module] }
