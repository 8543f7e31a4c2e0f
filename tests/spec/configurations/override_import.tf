output "o" { value = 1 }
#file override.tf
import {
  to = terraform_data.a
  id = "1"
}
