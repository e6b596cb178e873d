"""Schemas of other tools, put into the language of ours. What has no counterpart is told."""
