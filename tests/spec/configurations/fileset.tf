output "o" { value = fileset(path.module, "d/*.txt") }
#file d/a.txt
#file d/b.txt
#file d/c.md
