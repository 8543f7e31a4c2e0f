output "o" {
  value = (
    1 +
    2
    + 3
  )
}
output "p" {
  value = true ? (
    "x"
    ) : (
    "y"
  )
}
output "q" {
  value = join("-", [
    for s in
    ["a", "b"] :
    upper(s)
    if s != "b"
  ])
}
