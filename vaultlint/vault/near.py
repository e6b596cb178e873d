"""The name that was probably meant: near misses among all names of a vault."""

from __future__ import annotations

import re
from collections.abc import Iterable

from vaultlint.text import fold

_DIGITS = re.compile(r"\d+")


def budget(name: str) -> int:
    """How many edits a slip may take: none in names of one or two characters, three in long ones."""
    size = len(name)
    return 0 if size < 3 else 1 if size < 6 else 2 if size < 10 else 3


class NearNames:
    """Names by length, searched with a bounded edit distance (swapped neighbours are one edit)."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_size: dict[int, dict[str, str]] = {}
        for name in names:
            folded = fold(name)
            self._by_size.setdefault(len(folded), {}).setdefault(folded, name)
        self._known: dict[str, str | None] = {}

    def nearest(self, name: str) -> str | None:
        """The one name within the budget of `name`, if it is the only nearest. Names that differ
        in their numbers (`2025-08-27`, `Part 2`) are not near: nobody mistypes those into each
        other's place without meaning it."""
        folded = fold(name).strip()
        if folded not in self._known:
            self._known[folded] = self._find(folded)
        return self._known[folded]

    def _find(self, folded: str) -> str | None:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        limit = budget(folded)
        if not limit or len(folded) > 200:
            return None
        numbers = _DIGITS.findall(folded)
        found: list[tuple[int, str]] = []
        for size in range(len(folded) - limit, len(folded) + limit + 1):
            names = self._by_size.get(size)
            if not names:
                continue
            hits = process.extract_iter(
                folded, names.keys(), scorer=OSA.distance, score_cutoff=limit
            )
            for other, distance, _ in hits:
                if _DIGITS.findall(other) == numbers:
                    found.append((int(distance), names[other]))
        found.sort()
        if not found or (len(found) > 1 and found[0][0] == found[1][0]):
            return None
        return found[0][1]
