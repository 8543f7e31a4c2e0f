"""The functions of Terraform, one file a theme."""
