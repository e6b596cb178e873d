"""A first schema from the notes that exist, or from a template."""
