moved {
  from = upper(terraform_data.a)
  to = terraform_data.b
}
