removed {
  from = terraform_data.gone
  lifecycle { destroy = false }
}
removed {
  from = module.old.terraform_data.x
  lifecycle {
    destroy = true
  }
}
output "o" { value = 1 }
