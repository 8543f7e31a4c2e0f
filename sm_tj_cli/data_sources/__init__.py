"""Data sources that are read live, one file a service."""
