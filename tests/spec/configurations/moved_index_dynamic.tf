locals { k = "x" }
moved {
  from = terraform_data.b
  to = terraform_data.b[local.k]
}
