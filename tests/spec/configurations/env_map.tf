locals {
  envs = { dev = { cpu = 1 }, prod = { cpu = 4 } }
  names = sort(keys(local.envs))
  cpus = { for k, v in local.envs : upper(k) => v.cpu * 2 if v.cpu > 1 }
  flat = flatten([for k, v in local.envs : [for i in range(v.cpu) : "${k}-${i}"]])
}
output "a" { value = local.names }
output "b" { value = local.cpus }
output "c" { value = local.flat }
