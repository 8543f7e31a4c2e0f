terraform { language = TF2021 }
output "o" { value = 1 }
