output "o" { value = upper([]) }
