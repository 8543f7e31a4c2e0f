output "o" { value = [toset(["b", "a", "C", "é", "10", "9"]), toset([10, 9, 1]), toset([true, false]), toset([[2], [1]]), sort(["b", "A", "a"])] }
output "k" { value = keys({ b = 1, a = 2, "A" = 3 }) }
