"""Following jobs until they end, and saying how they ended."""
