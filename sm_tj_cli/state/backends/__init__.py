"""Where state is kept, one file a kind of place."""
