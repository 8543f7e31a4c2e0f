output "o" { value = length() }
