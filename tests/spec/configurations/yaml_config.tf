locals {
  conf = yamldecode(file("${path.module}/conf.yaml"))
  jobs = { for j in local.conf.jobs : j.name => merge(local.conf.defaults, j) }
}
output "jobs" { value = local.jobs }
output "enc" { value = yamlencode(local.conf.defaults) }
output "json" { value = jsonencode(local.jobs) }
#file conf.yaml
defaults:
  instance: ml.m5.large
  hours: 2
  tags: {team: ml, cost: "007"}
jobs:
  - name: a
    hours: 5
  - {name: b, instance: 'x'}
