locals {
  a = <<-X
      deep
    less

      deep2
    X
  b = <<X
no newline strip ${"x"} %{if true}y%{else}z%{endif}
X
  c = {
    k = <<-EOT
      v
    EOT
    l = [<<-A
      one
    A
    , "two"]
  }
  d = <<-X
    ${local.e}
      indented ${~ " t " ~} x
    X
  e = "multi\nline"
}
output "o" { value = [local.a, local.b, local.c, local.d] }
