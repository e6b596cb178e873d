"""Wikilinks, tags and block ids: what Obsidian adds to the text of Markdown."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from vaultlint.parse.facts import Block, Link, Problem, Tag

_WIKILINK = re.compile(rb"\[\[(?!\[)([^\[\]\r\n]*+(?:(?:\](?!\])|\[(?!\[))[^\[\]\r\n]*+)*)(\]\]|)")
_TAG = re.compile(rb"#([^\x00-\x20'!\"#$%&()*+,.:;<=>?@^`{|}~\[\]\\]+)")
_TAG_END = re.compile(r"[\s\u2000-\u206f\u2e00-\u2e7f]")
_BLOCK = re.compile(rb"\^([A-Za-z0-9-]+)[ \t]*\r?$", re.MULTILINE)
_BEFORE = (b" ", b"\t", b"]")
_LINE_START = re.compile(rb"[ \t>]*")
_NEXT = re.compile(
    rb"\r?\n[ \t>]*(?:\r?\n|\Z|[-*+] |\d+[.)] |#{1,6} |```|~~~|\$\$|---|\*\*\*|\|)|\r?\n?\Z"
)
_IN_QUOTE = re.compile(rb"[ \t]*>")


class Ranges:
    """Ranges of bytes, asked whether they hold a place; sorted when first asked."""

    def __init__(self, ranges: Iterable[tuple[int, ...]]) -> None:
        self._ranges = ranges
        self._starts: list[int] | None = None
        self._ends: list[int] = []

    def hold(self, offset: int) -> bool:
        """Whether byte `offset` is in one of them."""
        starts = self._starts
        if starts is None:
            found = sorted(self._ranges)
            starts = self._starts = [pair[0] for pair in found]
            self._ends = list(accumulate((pair[1] for pair in found), max))
        at = bisect_right(starts, offset)
        return at > 0 and offset < self._ends[at - 1]


def wikilinks(
    data: bytes,
    start: int,
    hidden: Ranges,
    tables: Ranges,
    problems: list[Problem],
    shown: Sequence[Link],
) -> Iterator[Link]:
    """Wikilinks and embeds of `data[start:]` that are not hidden. `empty-link` and
    `unclosed-link` are added to `problems`. `shown` are the Markdown links."""
    hide, in_table, make = hidden.hold, tables.hold, Link._make
    for match in _WIKILINK.finditer(data, start) if data.find(b"[[", start) >= 0 else ():
        at, end = match.span()
        embed = at > start and data[at - 1] == 0x21
        at -= embed
        if hide(at):
            continue
        if at and data[at - 1] == 0x5C and _escaped(data, at):
            if not embed:
                continue
            at, embed = at + 1, False
        written, closed = match.groups()
        if not closed:
            if data[end : end + 2] != b"[[" and written.strip() and not _holds(shown, at):
                problems.append(Problem("unclosed-link", at, end))
            continue
        target, bar, display = written.partition(b"|")
        if not target.strip():
            problems.append(Problem("empty-link", at, end))
            continue
        if bar and target.endswith(b"\\"):
            target = target[:-1]
        path, mark, rest = target.decode().partition("#")
        inner = at + embed + 2
        text = display.decode() if bar else None
        written_target = (inner, inner + len(target))
        link = ("wikilink", embed, path, mark + rest, text, at, end, *written_target, None)
        yield make((*link, in_table(at)))


def _holds(links: Sequence[Link], at: int) -> bool:
    """Whether byte `at` is in a Markdown link: `[[a] b](url)` is one."""
    return any(link.start <= at < link.end for link in links)


def _escaped(data: bytes, at: int) -> bool:
    before = at
    while before and data[before - 1] == 0x5C:
        before -= 1
    return (at - before) % 2 == 1


def tags(data: bytes, start: int, hidden: Ranges) -> Iterator[Tag]:
    """Tags of `data[start:]` that are not hidden. Those without any letter are none."""
    if data.find(b"#", start) < 0:
        return
    for match in _TAG.finditer(data, start):
        if match.start() > start and data[match.start() - 1] > 0x20:
            continue
        name = match[1].decode("utf-8", "ignore")
        cut = _TAG_END.search(name) if not name.isascii() else None
        if cut:
            name = name[: cut.start()]
        if not name or name.isdigit() or hidden.hold(match.start()):
            continue
        yield Tag(name, match.start(), match.start(1) + len(name.encode()))


def blocks(data: bytes, start: int, hidden: Ranges, tables: Ranges) -> Iterator[Block]:
    """Block ids of `data[start:]`: at the end of a block, or alone on its line."""
    if data.find(b"^", start) < 0:
        return
    for match in _BLOCK.finditer(data, start):
        at = match.start()
        before = data[at - 1 : at] if at > start else b"\n"
        if before not in _BEFORE and not _LINE_START.fullmatch(
            data, data.rfind(b"\n", 0, at) + 1, at
        ):
            continue
        if hidden.hold(at) or tables.hold(at):
            continue
        if not _NEXT.match(data, match.end() - match[0].endswith(b"\r")):
            line = data[data.rfind(b"\n", 0, at) + 1 : at].lstrip(b" \t>")
            following = data.find(b"\n", at) + 1
            leaves_quote = _IN_QUOTE.match(data, data.rfind(b"\n", 0, at) + 1)
            enters_quote = _IN_QUOTE.match(data, following)
            if not line.startswith(b"#") and bool(leaves_quote) == bool(enters_quote):
                continue
        yield Block(match[1].decode(), at, match.end(1))
