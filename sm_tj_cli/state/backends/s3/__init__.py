"""State in S3, compatible with Terraform's backend of that name."""
