"""A rule's docstring as manual page and test: prose and fenced examples."""

from __future__ import annotations


class Page:
    """A placeholder until the reader stands."""


def read_page(doc: str, name: str) -> Page:
    """Placeholder."""
    return Page()
