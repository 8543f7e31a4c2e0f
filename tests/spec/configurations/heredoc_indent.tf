output "o" {
  value = <<-EOT
      a
        b
    c
  EOT
}
