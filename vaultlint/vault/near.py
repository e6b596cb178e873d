"""The name that was probably meant: near misses among all names of a vault."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from vaultlint.text import fold

_DIGITS = re.compile(r"\d+")
_Key = tuple[str, bool, tuple[str, ...]]
_MOST = 4_000
"""Names looked at for one slip, however large the vault."""
_FEW = 20
"""Slips for which it does not pay to make an index."""


def budget(name: str) -> int:
    """How many edits a slip may take: none in names of one or two characters (three letters of
    ASCII say as little), one in short ones (`Mathjax` is no mistyped `mathpad`), three in long
    ones."""
    size = len(name)
    if size < 3 or (size == 3 and name.isascii()):
        return 0
    return 1 if size < 8 else 2 if size < 12 else 3


class NearNames:
    """Names by how they begin and end, searched with a bounded edit distance (swapped neighbours
    are one edit). A slip leaves one end of a name as it is: its first or its last characters, as
    many as the slip may take edits. More than one edit is a slip only behind the first character:
    an `External` is no mistyped `Internal`."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names: dict[str, str] = {}
        for name in names:
            self._names.setdefault(fold(name), name)
        self._by_end: dict[int, dict[_Key, list[str]]] = {}
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
        found: set[tuple[int, str]] = set()
        for names in self._alike(folded, limit):
            near = [n for n in islice(names, _MOST) if abs(len(n) - len(folded)) <= limit]
            hits = process.extract(
                folded, near, scorer=OSA.distance, score_cutoff=limit, limit=None
            )
            for other, distance, _ in hits:
                if distance <= 1 or other[0] == folded[0]:
                    found.add((int(distance), self._names[other]))
        best = sorted(found)[:2]
        if not best or (len(best) > 1 and best[0][0] == best[1][0]):
            return None
        return best[0][1]

    def _alike(self, folded: str, size: int) -> Iterator[Iterable[str]]:
        """The names that begin as this one does, and those that end so, with the same numbers."""
        numbers = tuple(_DIGITS.findall(folded))
        if len(self._known) < _FEW:  # an index would cost more than to look at all names
            head, tail = folded[:size], folded[-size:]
            for found in (
                (n for n in self._names if n.startswith(head)),
                (n for n in self._names if n.endswith(tail)),
            ):
                yield (n for n in found if tuple(_DIGITS.findall(n)) == numbers)
            return
        ending = self._by_end.get(size) or self._index(size)
        for key in _ends(folded, size, numbers):
            yield ending.get(key, ())

    def _index(self, size: int) -> dict[_Key, list[str]]:
        found = self._by_end[size] = {}
        for folded in self._names:
            for key in _ends(folded, size, tuple(_DIGITS.findall(folded))):
                found.setdefault(key, []).append(folded)
        return found


def _ends(folded: str, size: int, numbers: tuple[str, ...]) -> tuple[_Key, _Key]:
    return (folded[:size], True, numbers), (folded[-size:], False, numbers)
