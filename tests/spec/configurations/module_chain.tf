module "a" { source = "./m/a" }
module "b" {
  source = "./m/b"
  in     = module.a.out
}
output "o" { value = module.b.out }
#file m/a/main.tf
locals { x = ["p", "q"] }
output "out" { value = local.x }
#file m/b/main.tf
variable "in" { type = set(string) }
output "out" { value = [for x in var.in : "${x}!"] }
