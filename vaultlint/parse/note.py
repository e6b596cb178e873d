"""A note's bytes to its facts: the one place that knows in which order the parsers run."""

from __future__ import annotations

from vaultlint.parse.body import read_body
from vaultlint.parse.chapters import read_chapters
from vaultlint.parse.conflict import LABELS, conflicts
from vaultlint.parse.directives import read_directives
from vaultlint.parse.facts import MARKS, MAX_FACTS, Facts, Problem
from vaultlint.parse.frontmatter import read_frontmatter
from vaultlint.parse.properties import property_links
from vaultlint.parse.readable import unreadable
from vaultlint.text import BOM, without_bom

_PLAIN = bytes(set(range(256)).difference(b"[]^!{<>%`"))
_MARKS = tuple((m.encode().translate(None, _PLAIN), m.encode(), m) for m in MARKS)
"""Before each mark what is left of it without plain bytes: in what is left of a note, it is found
in a tenth of the time."""


def parse_file(path: str, data: bytes) -> Facts:
    """All facts of a file whose ending is one of READABLE; total."""
    ending = path[-7:].lower()
    if ending.endswith(".canvas"):
        from vaultlint.parse.canvas import read_canvas

        return _bounded(read_canvas(data))
    if ending.endswith(".base"):
        from vaultlint.parse.base import read_base

        return _bounded(read_base(data))
    return parse_note(data)


def parse_note(data: bytes) -> Facts:
    """All facts of a note; total."""
    lines = data.count(b"\n") + 1
    problem = unreadable(data)
    if problem is not None:
        return Facts(len(data), lines, problem)
    return _bounded(_read(data, lines))


def _bounded(facts: Facts) -> Facts:
    """The facts, or why they are not taken where there are too many of them."""
    if facts.amount <= MAX_FACTS:
        return facts
    detail = f"{MAX_FACTS:,} links, headings, tags and the like"
    return Facts(facts.size, facts.lines, Problem("too-dense", 0, 0, detail))


def _read(data: bytes, lines: int) -> Facts:
    frontmatter, problems = read_frontmatter(data)
    start, text = frontmatter.end if frontmatter else 0, data
    if not start and data.startswith(BOM):
        start, text = len(BOM), without_bom(data)
    body = read_body(text, start)
    links = body.links
    properties = frontmatter.properties if frontmatter else ()
    odd = data.translate(None, _PLAIN)
    torn = conflicts(text, body.zones) if any(map(odd.__contains__, LABELS)) else ()
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
        chapters=read_chapters(text, start, body.zones, properties=properties),
        directives=read_directives(data, start, frontmatter, body.zones),
        zones=body.zones,
        problems=(*torn, *problems, *body.problems),
        marks=tuple([mark for left, whole, mark in _MARKS if left in odd and whole in data]),
    )
