output "o" {
  value = {
    for k, v in { a = [1], b = 5 } :
    k => [for x in v : x]
  }
}
