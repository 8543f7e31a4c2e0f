locals { n = "N" }
output "o" {
  value = <<EOT
x ${local.n} $${y} %%{z}
%{ for i in [1, 2] ~}
${i},
%{ endfor ~}
EOT
}
