moved {
  from = module.o
  to = terraform_data.n
}
