variable "users" { default = [{ n = "ann", r = ["a", "b"] }, { n = "bob", r = [] }] }
output "o" {
  value = <<-EOT
  %{~ for u in var.users ~}
  User ${u.n}%{ if length(u.r) > 0 }: ${join(", ", u.r)}%{ else } (none)%{ endif }
  %{ endfor ~}
  End
  EOT
}
