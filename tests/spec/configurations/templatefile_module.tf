module "t" {
  source = "./t"
  items  = ["x", "y"]
}
output "o" { value = module.t.out }
#file t/main.tf
variable "items" { type = list(string) }
output "out" { value = templatefile("${path.module}/f.tftpl", { items = var.items, n = 2 }) }
output "files" { value = fileset(path.module, "*.tftpl") }
#file t/f.tftpl
%{ for i, x in items ~}
${i}: ${x}${n > 1 ? "!" : ""}
%{ endfor ~}
done
