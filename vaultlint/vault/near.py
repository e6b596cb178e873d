"""The name that was probably meant: near misses among all names of a vault."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from vaultlint.text import fold

_DIGITS = re.compile(r"\d+")
_Key = tuple[str, bool, tuple[str, ...]]
_MOST = 4_000
"""Names looked at for one slip, however large the vault."""


def budget(name: str) -> int:
    """How many edits a slip may take: none in names of one or two characters (three letters of
    ASCII say as little), three in long ones."""
    size = len(name)
    if size < 3 or (size == 3 and name.isascii()):
        return 0
    return 1 if size < 6 else 2 if size < 10 else 3


class NearNames:
    """Names by how they begin and end, searched with a bounded edit distance (swapped neighbours
    are one edit). A slip leaves one end of a name as it is: its first or its last characters, as
    many as the slip may take edits. More than one edit is a slip only behind the first character:
    an `External` is no mistyped `Internal`."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = tuple(names)
        self._by_end: dict[int, dict[_Key, dict[str, str]]] = {}
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
        ending = self._by_end.get(limit) or self._index(limit)
        found: set[tuple[int, str]] = set()
        for key in _ends(folded, limit, tuple(_DIGITS.findall(folded))):
            names = ending.get(key, {})
            near = [n for n in islice(names, _MOST) if abs(len(n) - len(folded)) <= limit]
            hits = process.extract(
                folded, near, scorer=OSA.distance, score_cutoff=limit, limit=None
            )
            for other, distance, _ in hits:
                if distance <= 1 or other[0] == folded[0]:
                    found.add((int(distance), names[other]))
        best = sorted(found)[:2]
        if not best or (len(best) > 1 and best[0][0] == best[1][0]):
            return None
        return best[0][1]

    def _index(self, size: int) -> dict[_Key, dict[str, str]]:
        found = self._by_end[size] = {}
        for name in self._names:
            folded = fold(name)
            for key in _ends(folded, size, tuple(_DIGITS.findall(folded))):
                found.setdefault(key, {}).setdefault(folded, name)
        return found


def _ends(folded: str, size: int, numbers: tuple[str, ...]) -> tuple[_Key, _Key]:
    return (folded[:size], True, numbers), (folded[-size:], False, numbers)
