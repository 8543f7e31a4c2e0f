"""What was paid for, remembered in Terraform's own state format."""
