"""smtj: SageMaker training jobs from Terraform-style HCL files."""

__version__ = "0.1.0"
