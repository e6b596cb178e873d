"""Ranges of bytes, and what lies in them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate


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
        if not starts or offset < starts[0]:
            return False
        return offset < self._ends[bisect_right(starts, offset) - 1]

    def overlap(self, start: int, end: int) -> bool:
        """Whether one of them shares bytes with `start`..`end`; an empty one does within it."""
        self.hold(start)
        at = bisect_left(self._starts or (), end)
        return at > 0 and self._ends[at - 1] > start

    def end(self, offset: int) -> int | None:
        """Where the one ends that holds byte `offset`."""
        if not self.hold(offset) or self._starts is None:
            return None
        return self._ends[bisect_right(self._starts, offset) - 1]
