output "o" { value = module.m.v }
