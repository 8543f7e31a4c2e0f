data "terraform remote" "ab" {
}
