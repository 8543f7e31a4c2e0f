output "o" { value = null }
