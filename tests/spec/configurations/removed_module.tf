removed {
  from = module.a
  lifecycle { destroy = false }
}
output "o" { value = 1 }
