"""Wikilinks whose `|` splits a cell of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vaultlint.parse.facts import Link, Problem
from vaultlint.patterns import later

_RULER = later(rb"[ \t>]*+\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)+\|?[ \t\r]*+")
_BETWEEN = later(rb"\[\[[^\[\]\r\n]*+\]\]|\\.|(\|)")


def split_cells(data: bytes, links: Iterable[Link]) -> Iterator[Problem]:
    """A `split-cell` for each wikilink of the body in a row of a table, with a `|` that is not
    escaped. Its span is the link."""
    end, in_headings = -1, False
    for link in links:
        if link.display is None or link.form != "wikilink" or data[link.target_end] != 0x7C:
            continue
        if link.start > end:
            end = data.find(b"\n", link.end)
            end = end if end >= 0 else len(data)
            in_headings = _are_headings(data, data.rfind(b"\n", 0, link.start) + 1, end)
        if link.in_table or in_headings:
            yield Problem("split-cell", link.start, link.end)


def _are_headings(data: bytes, start: int, end: int) -> bool:
    """Whether the line `data[start:end]` would be a table's row of headings if no link split it."""
    ruler = _RULER.match(data, end + 1)
    if ruler is None or data[ruler.end() : ruler.end() + 1] not in (b"", b"\n"):
        return False
    return _cells(data[start:end]) == _cells(ruler[0])


def _cells(row: bytes) -> int:
    inner = row.strip(b" \t\r>").removeprefix(b"|").removesuffix(b"|")
    return sum(match[1] is not None for match in _BETWEEN.finditer(inner)) + 1
