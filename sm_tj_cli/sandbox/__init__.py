"""A SageMaker on this machine."""
