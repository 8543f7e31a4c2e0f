removed {
  lifecycle { destroy = false }
}
