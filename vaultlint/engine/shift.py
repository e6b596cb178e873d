"""Places in a text before and after its edits."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from vaultlint.note import Note
from vaultlint.text import Edit, Span


class Shift:
    """What edits (disjoint, of one note) do to places. `spans` pairs the bytes that each edit
    takes away with those that it puts there, in the order of the text."""

    def __init__(self, edits: Iterable[Edit]) -> None:
        self.spans: list[tuple[Span, Span]] = []
        by = 0
        for edit in sorted(edits, key=lambda e: e.span):
            start, end = edit.span
            size = len(edit.text.encode())
            self.spans.append((edit.span, Span(start + by, start + by + size)))
            by += size - (end - start)
        self._starts = [old.start for old, _ in self.spans]
        self._ends = [old.end for old, _ in self.spans]
        self._new_ends = [new.end for _, new in self.spans]

    def moved(self, at: int) -> int:
        """Where the byte at `at`, which no edit takes away, is afterwards."""
        above = bisect_right(self._ends, at)
        return at + self._new_ends[above - 1] - self._ends[above - 1] if above else at

    def touches(self, start: int, end: int) -> bool:
        """Whether an edit takes bytes of `start`..`end` away, or puts some between them."""
        below = bisect_right(self._ends, start)
        return below < len(self.spans) and self.spans[below][0].start < end

    def touches_new(self, start: int, end: int) -> bool:
        """The same, of bytes as they are afterwards."""
        below = bisect_right(self._new_ends, start)
        return below < len(self.spans) and self.spans[below][1].start < end

    def covers(self, start: int, end: int) -> bool:
        """Whether one edit takes all of `start`..`end` away."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and end <= self._ends[at]

    def regions(self, after: Note) -> list[Span]:
        """What edits speak of, as it is afterwards: properties, else lines."""
        found = []
        block = after.facts.frontmatter
        properties = block.properties if block else ()
        starts, ends = [p.start for p in properties], [p.end for p in properties]
        for _, (start, end) in self.spans:
            line = after.lines.line_span(after.lines.line_of(start)).start
            stop = after.lines.line_span(after.lines.line_of(end)).end
            for prop in properties[bisect_left(ends, start) : bisect_right(starts, end)]:
                line, stop = min(line, prop.start), max(stop, prop.end)
            found.append(Span(line, stop))
        return found
