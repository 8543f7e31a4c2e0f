resource "terraform data" "a" { }
