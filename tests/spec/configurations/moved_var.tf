moved {
  from = var.x
  to = terraform_data.b
}
