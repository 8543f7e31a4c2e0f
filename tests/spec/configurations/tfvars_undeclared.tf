output "o" { value = 1 }
#file terraform.tfvars
zzz = 1
