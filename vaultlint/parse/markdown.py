"""The body of a note in one pass over pyromark's events."""

from __future__ import annotations

from typing import NamedTuple

from vaultlint.parse.facts import Block, Heading, Link, Problem, Tag, Zone


class Body(NamedTuple):
    """What stands below the front matter, each kind in the order of the text."""

    links: tuple[Link, ...] = ()
    headings: tuple[Heading, ...] = ()
    blocks: tuple[Block, ...] = ()
    tags: tuple[Tag, ...] = ()
    zones: tuple[Zone, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_body(data: bytes, start: int) -> Body:
    """The facts of `data[start:]` (valid UTF-8), with offsets into `data`."""
    return Body()
