locals {
  l = ["a", "b"]
  t = true
}
output "o00" { value = "%{ if local.t }\n  yes\n%{ else }\n  no\n%{ endif }x" }
output "o01" { value = "a  ${~ local.t ~}  \n  b" }
output "o02" { 
value = <<EOT
a
  ${local.t ~}
  b
   ${~ local.t}
c
EOT
}
output "o03" { 
value = <<-EOT
    a
      b

    ${local.t}
   
	 c
    EOT
}
output "o04" { 
value = <<-EOT
    %{ for x in local.l ~}
    item ${x}
    %{ endfor ~}
    end
  EOT
}
output "o05" { 
value = <<EOT
%{ for i, x in local.l }${i}=${x},%{ endfor }
\n \q "quoted" $${x} %%{y} $x 50% %%
EOT
}
output "o06" { 
value = <<-EOT
  ${local.t} indented
    more
  EOT
}
output "o07" { 
value = <<-EOT
    x
  ${"  y"}
      z
  EOT
}
output "o08" { 
value = <<EOT
EOT
}
output "o09" { 
value = <<-EOT

    x

  EOT
}
output "o10" { 
value = <<EOT
a ${"nested ${<<EOT2
inner
EOT2
}"} b
EOT
}
output "o11" { value = "$${a} %%{b} $$$${c} $$ %% $ % $${ $x" }
output "o12" { value = "\u00e9\U0001F600\t|\"\\" }
output "o13" { value = "%{ for x in local.l ~} ${x} %{~ endfor }" }
output "o14" { value = "%{ if false }a%{ endif }" }
output "o15" { value = "${"${"x"}"}" }
output "o16" { value = "${local.l}" }
output "o17" { value = 2 - -3 * 2 % 4 / 2 }
output "o18" { value = 1 + 2 == 3 ? "y" : false ? "n" : "m" }
output "o19" { value = true || false && false }
output "o20" { value = -2 + 3 < 4 == true }
output "o21" { value = {for k, v in {a=1,b=2,c=1} : v => k...} }
output "o22" { value = [for s in [[{a=1}],[{a=2},{a=3}]] : s[*].a] }
output "o23" { value = [[{a=1}],[{a=2},{a=3}]][*][*].a }
output "o24" { value = [{a=[1,2]},{a=[3]}][*].a[0] }
output "o25" { value = [{a=[1,2]},{a=[3]}].*.a[0] }
output "o26" { value = [{a=[1,2]},{a=[3]}].*.a.0 }
output "o27" { 
value = <<-EOT
  a
  %{~ if local.t ~}
  b
  %{~ endif ~}
  c
  EOT
}
output "o28" {
 value = <<EOT
x${1}
EOT
}
output "o29" { 
value = <<EOT
 EOT x
EOT1
	EOT
}
output "o30" { value = "${local.t}${local.t}" }
output "o31" { value = "${""}" }
output "o32" { value = [{a=[{b=1},{b=2}]}][*].a[*].b }
output "o33" { value = {(local.l[0]) = 1, "x-${local.l[1]}" = 2, true = 3, 5 = 4, null = 1} }
output "o34" { value = "a%{ if true }b%{ if false }c%{ else }d%{ endif }e%{ endif }f" }
output "o35" { value = "%{ for x in [1,2] }%{ for y in [3,4] }${x}${y} %{ endfor }%{ endfor }" }
output "o36" { value = "$" }
output "o37" { value = "$$" }
output "o38" { value = "%%" }
output "o39" { value = "$$${1}" }
output "o40" { value = "$$$${1}" }
output "o41" { value = "$%{if true}x%{endif}" }
output "o42" { value = "\\${1}" }
output "o43" { value = "\\$${1}" }
output "o44" { 
value = <<EOT
$$${1} $$$${2} x
EOT
}
output "o45" { value = !true == false }
output "o46" { value = -[1][0] }
output "o47" { value = 7 % -3 }
