output "o" { value = [file("a.txt"), fileexists("b.txt"), templatefile("t.tpl", { x = 1 })] }
#file a.txt
hello
#file t.tpl
x=${x}
