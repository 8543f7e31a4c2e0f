removed {
  from = data.foo.bar
  lifecycle { destroy = false }
}
