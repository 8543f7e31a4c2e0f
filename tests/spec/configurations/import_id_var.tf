variable "i" { default = "q" }
import {
  to = terraform_data.a
  id = "x-${var.i}"
}
resource "terraform_data" "a" { input = 1 }
output "o" { value = 1 }
