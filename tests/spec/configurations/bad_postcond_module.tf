module "m" { source = "./m" }
output "o" { value = module.m.v }
#file m/m.tf
resource "terraform_data" "r" {
  input = 5
  lifecycle {
    postcondition {
      condition     = self.input > 10
      error_message = "small"
    }
  }
}
output "v" {
  value = terraform_data.r.input
}
