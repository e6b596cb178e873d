"""The schema language: its models, how a note finds its schemas, and what they ask of it."""
