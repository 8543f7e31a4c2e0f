output "o" { value = { a = null, b = [null] } }
