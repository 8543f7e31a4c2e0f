locals {
  raw = <<-CSV
    name,size,enabled
    alpha,1,true
    beta,22,false
  CSV
  rows = [for r in csvdecode(local.raw) : { name = r.name, size = tonumber(r.size), enabled = tobool(r.enabled) }]
}
output "rows" { value = local.rows }
output "on" { value = { for r in local.rows : r.name => r if r.enabled } }
output "total" { value = sum(local.rows[*].size) }
