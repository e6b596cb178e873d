"""Arithmetic on text: spans, edits, lines. Every offset in vaultlint counts UTF-8 bytes of the
file as it is on disk (BOM and CRLF included); only lines and columns shown to people differ."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

BOM = b"\xef\xbb\xbf"
_CONTINUATION = bytes(range(0x80, 0xC0))
"""The bytes of UTF-8 that begin no character."""
_STEP = 1024


class Span(NamedTuple):
    """A half-open range of bytes."""

    start: int
    end: int


class Edit(NamedTuple):
    """Put `text` (UTF-8) in the place of `span` in the file `path` (relative to the vault)."""

    path: str
    span: Span
    text: str


class OverlappingEditsError(ValueError):
    """Two edits of one fix touch the same bytes, or one lies outside the text."""


def counted(number: int, noun: str) -> str:
    """`1 item`, `2,000 items`."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def without_bom(data: bytes) -> bytes:
    """`data` with line breaks in the place of a BOM: what follows looks like the beginning of a
    line, and every offset stays."""
    return b"\n" * len(BOM) + data[len(BOM) :] if data.startswith(BOM) else data


def apply(data: bytes, edits: Iterable[Edit]) -> bytes:
    """`data` with every edit made, last first; bytes outside the spans are the same bytes.

    Raises OverlappingEditsError when spans overlap, two insertions share a place, or a span
    lies outside `data`. Paths are not looked at.
    """
    parts: list[bytes] = []
    upper = len(data)
    last: Span | None = None
    for edit in sorted(edits, key=lambda e: e.span, reverse=True):
        start, end = edit.span
        if not 0 <= start <= end <= upper or edit.span == last:
            raise OverlappingEditsError(f"edit of bytes {start}-{end} overlaps another")
        parts += (data[end:upper], edit.text.encode())
        upper, last = start, edit.span
    parts.append(data[:upper])
    return b"".join(reversed(parts))


class Position(NamedTuple):
    """What a person calls a place: line and column from 1; a column counts code points."""

    line: int
    column: int


class LineIndex:
    """Byte offsets to positions and back. A line ends at LF; the CR of CRLF belongs to no column,
    and a byte order mark takes none."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._starts = [0]
        find, at = data.find, -1
        while (at := find(b"\n", at + 1)) >= 0:
            self._starts.append(at + 1)

    @property
    def lines(self) -> int:
        """How many lines there are; a text that ends with LF has an empty last one."""
        return len(self._starts)

    def line_of(self, offset: int) -> int:
        """The 1-based line that holds byte `offset`."""
        return bisect_right(self._starts, offset)

    def line_span(self, line: int) -> Span:
        """The bytes of 1-based `line`, without its line break (LF or CRLF)."""
        start = self._starts[line - 1]
        end = self._starts[line] - 1 if line < len(self._starts) else len(self._data)
        if line < len(self._starts) and self._data.endswith(b"\r", start, end):
            end -= 1
        return Span(start, end)

    def position(self, offset: int) -> Position:
        """Where byte `offset` is; one inside a character counts as at that character's end."""
        line = self.line_of(offset)
        start = self._starts[line - 1]
        column = self._code_points(offset) - self._code_points(start)
        if start == 0 and offset >= len(BOM) and self._data.startswith(BOM):
            column -= 1
        return Position(line, column + 1)

    def _code_points(self, offset: int) -> int:
        """How many code points begin before byte `offset`."""
        counts = self._counts
        if not counts:
            return min(offset, len(self._data))
        step = offset // _STEP
        rest = self._data[step * _STEP : offset]
        return counts[min(step, len(counts) - 1)] + len(rest.translate(None, _CONTINUATION))

    @cached_property
    def _counts(self) -> list[int]:
        """How many code points begin before every _STEP bytes, so that a place far out in a long
        line is as near as any; none for ASCII."""
        data, counts = self._data, [0]
        if data.isascii():
            return []
        for start in range(0, len(data), _STEP):
            piece = data[start : start + _STEP]
            counts.append(counts[-1] + len(piece.translate(None, _CONTINUATION)))
        return counts


def fold(name: str) -> str:
    """The form in which Obsidian compares names: NFC, no-break spaces as spaces, no case."""
    if name.isascii():
        return name.lower()
    plain = name.replace("\u00a0", " ").replace("\u202f", " ")
    return unicodedata.normalize("NFC", plain).lower()


def fold_all(names: list[str]) -> list[str]:
    """`fold` of each of many names, most of which are ASCII."""
    return [name.lower() if name.isascii() else fold(name) for name in names]
