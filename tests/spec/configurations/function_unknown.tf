output "o" { value = nosuch(1) }
