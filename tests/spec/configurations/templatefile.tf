output "o" { value = templatefile("${path.module}/t.tftpl", { names = ["a", "b"], flag = true }) }
#file t.tftpl
%{ for n in names ~}
name=${n}
%{ endfor ~}
%{ if flag }yes%{ else }no%{ endif }
