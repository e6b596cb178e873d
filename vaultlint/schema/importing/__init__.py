"""Schemas of other tools, put into the language of ours. What has no counterpart is told."""

FORMATS = ("fileclass", "mdbase", "json-schema")
"""The languages that are read, by the names that people give."""
