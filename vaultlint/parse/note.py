"""A note's bytes to its facts: the one place that knows in which order the parsers run."""

from __future__ import annotations

from vaultlint.parse.chapters import read_chapters
from vaultlint.parse.directives import read_directives
from vaultlint.parse.facts import Facts, Problem
from vaultlint.parse.frontmatter import read_frontmatter
from vaultlint.parse.markdown import read_body
from vaultlint.parse.properties import property_links
from vaultlint.text import BOM

MAX_NOTE = 10 * 1024 * 1024
"""Bytes above which a note is indexed by name only."""


def parse_note(data: bytes) -> Facts:
    """All facts of a note; total."""
    lines = data.count(b"\n") + 1
    unreadable = _unreadable(data)
    if unreadable is not None:
        return Facts(len(data), lines, unreadable)
    frontmatter, problems = read_frontmatter(data)
    start = frontmatter.end if frontmatter else len(BOM) if data.startswith(BOM) else 0
    body = read_body(data, start)
    links = body.links
    if frontmatter is not None:
        links = (*property_links(frontmatter, data), *links)
    return Facts(
        size=len(data),
        lines=lines,
        frontmatter=frontmatter,
        links=links,
        headings=body.headings,
        blocks=body.blocks,
        tags=body.tags,
        chapters=read_chapters(data, start, body.zones),
        directives=read_directives(data, start, frontmatter, body.zones),
        zones=body.zones,
        problems=(*problems, *body.problems),
    )


def _unreadable(data: bytes) -> Problem | None:
    if len(data) > MAX_NOTE:
        return Problem("too-big", 0, 0, str(len(data)))
    nul = data.find(b"\0")
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return Problem("not-utf8", error.start, error.start + 1, data[:2].hex())
    return Problem("nul", nul, nul + 1) if nul >= 0 else None
