"""Doing what the plan says, so that nothing paid for is lost."""
