"""Tree and scope to values: Terraform's type system, its operators and its functions."""
