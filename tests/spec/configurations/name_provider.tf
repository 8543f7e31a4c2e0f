provider "a b" { }
