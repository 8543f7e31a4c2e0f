removed {
  from = terraform_data.x
  lifecycle {
    destroy = "maybe"
  }
  bogus = 1
}
