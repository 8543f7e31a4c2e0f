"""Values to terminal text or JSON. The only home of rich."""
