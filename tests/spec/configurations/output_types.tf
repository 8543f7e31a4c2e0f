output "a" { value = [1, "x"] }
output "b" { value = tolist(["x"]) }
output "c" { value = { a = null } }
output "d" { value = toset([]) }
output "e" { value = tomap({}) }
