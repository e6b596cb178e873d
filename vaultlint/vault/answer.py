"""What a link leads to."""

from __future__ import annotations

from typing import Literal, NamedTuple

from vaultlint.parse.facts import Block, Heading


class Found(NamedTuple):
    """The link leads to `path` (relative to the vault, as on disk), and to a place in it."""

    path: str
    heading: Heading | None = None
    block: Block | None = None


class Missing(NamedTuple):
    """The link leads nowhere. `part` says what is missing; for a heading or block that is not
    there, `path` is the file that is."""

    part: Literal["file", "heading", "block"]
    path: str | None = None


class Ambiguous(NamedTuple):
    """Several files answer to the name, and neither an exact path nor the source's own folder
    decides: Obsidian takes `path`, whose path is the shortest, and passes over `others`."""

    path: str
    others: tuple[str, ...]
    heading: Heading | None = None
    block: Block | None = None


Answer = Found | Missing | Ambiguous
