removed {
  from = terraform_data.a
  lifecycle { prevent_destroy = false }
}
