output "o" { value = templatefile("${path.module}/t.tftpl", { }) }
#file t.tftpl
hello ${name}
