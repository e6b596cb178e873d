"""Comments and properties by which a person silences rules."""

from __future__ import annotations

from vaultlint.parse.facts import Directive, FrontMatter, Zone


def read_directives(
    data: bytes, start: int, frontmatter: FrontMatter | None, zones: tuple[Zone, ...]
) -> tuple[Directive, ...]:
    """Every suppression in a note, in the order of the text."""
    return ()
