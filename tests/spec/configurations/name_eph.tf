ephemeral "a" "a b" { }
