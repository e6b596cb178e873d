"""Links that are property values."""

from __future__ import annotations

from vaultlint.parse.facts import FrontMatter, Link


def property_links(frontmatter: FrontMatter, data: bytes) -> tuple[Link, ...]:
    """Every text value, or list item, that is one wikilink, as `frontmatterLinks` has it."""
    return ()
