terraform {
  foo { }
}
