"""The name that was probably meant: near misses among all names of a vault."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from itertools import islice, pairwise

from vaultlint.patterns import later
from vaultlint.text import fold, fold_all

_DIGITS = later(r"\d+")
_Key = tuple[int, int, str]
_KEPT = 4
"""Equally near names that are remembered; of more, nobody can tell which was meant."""
_FEWEST = 8
"""Slips for which it does not even pay to look at the numbers in all names."""
_FEW = 40
"""Slips for which it does not pay to make an index: that costs as much as to look at all names for
so many."""
_SIZES = {1: range(2, 9), 2: range(6, 14), 3: range(9, 204)}
"""How long the names are that slips with a budget of so many edits may be meant for."""
_SMALL = 300
"""Names that are all looked at sooner than an index is asked."""
MANY = 20_000
"""Names of which not all that share a piece with a slip can be looked at."""
_MOST = 2_000
"""Names looked at for one slip among so many."""


def budget(name: str) -> int:
    """How many edits a slip may take: none in names of one or two characters (three letters of
    ASCII say as little), one in short ones (`Mathjax` is no mistyped `mathpad`), three in long
    ones."""
    size = len(name)
    if size < 3 or (size == 3 and name.isascii()):
        return 0
    return 1 if size < 8 else 2 if size < 12 else 3


class NearNames:
    """Names, searched with a bounded edit distance (swapped neighbours are one edit).

    Cut into twice as many pieces and one as a slip may take edits, a name that is meant has one
    piece at least that the slip left whole: an edit spoils one, or two where neighbours were
    swapped over the cut. So names are found by their pieces, the rarest first.
    """

    def __init__(self, names: Iterable[str]) -> None:
        written = list(names)
        self._names: dict[str, str] = {}
        for folded, name in zip(fold_all(written), written, strict=True):
            self._names.setdefault(folded, name)
        self._by_piece: dict[tuple[str, int], dict[_Key, list[str]]] = {}
        self._known: dict[str, tuple[str, ...]] = {}

    def nearest(self, name: str) -> str | None:
        """The one name within the budget of `name`, if it is the only nearest."""
        found = self.all_nearest(name)
        return found[0] if len(found) == 1 else None

    def all_nearest(self, name: str) -> tuple[str, ...]:
        """The first names within the budget of `name` to which none is nearer, sorted. Names that
        differ in their numbers (`2025-08-27`, `Part 2`) are not near: nobody mistypes those into
        each other's place without meaning it."""
        folded = fold(name).strip()
        if folded not in self._known:
            self._known[folded] = self._find(folded)
        return self._known[folded]

    def _find(self, folded: str) -> tuple[str, ...]:
        limit = budget(folded)
        if not limit or len(folded) > 200:
            return ()
        alike = self._alike(folded, limit)
        if not alike:
            return ()
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        hits = process.extract(folded, alike, scorer=OSA.distance, score_cutoff=limit, limit=None)
        found = {(int(d), self._names[n]) for n, d, _ in hits if _is_slip(folded, n, d, limit)}
        least = min(found)[0] if found else 0
        return tuple(sorted(name for distance, name in found if distance == least)[:_KEPT])

    def _alike(self, folded: str, limit: int) -> list[str]:
        """The names with the same numbers that may be near; the same whether an index is asked or
        not, for the order of questions must not matter."""
        numbers = _numbers(folded)
        if len(self._known) < _FEWEST and self._are_few(numbers):
            return [n for n in self._like(folded, limit) if _numbers(n) == numbers]
        group = self._by_numbers.get(numbers, [])
        few = len(self._known) < _FEW and len(group) < MANY
        if few or len(group) <= _SMALL:
            size = len(folded)
            return [n for n in group if -limit <= len(n) - size <= limit]
        pieces = self._by_piece.get((numbers, limit)) or self._index(numbers, limit)
        sharing = [pieces[key] for key in set(_keys(folded, limit)) if key in pieces]
        most = _MOST if len(group) >= MANY else len(group)
        found: dict[str, None] = {}
        for names in sorted(sharing, key=lambda names: (len(names), names)):
            found.update(dict.fromkeys(islice(names, most - len(found))))
        return list(found)

    def _are_few(self, numbers: str) -> bool:
        """Whether fewer names than `MANY` have these numbers, as far as that is seen fast."""
        first = numbers.partition(" ")[0]
        few = len(self._names) < MANY
        return few or (bool(first) and sum(first in name for name in self._names) < MANY)

    def _like(self, folded: str, limit: int) -> list[str]:
        """The names that a slip could have left as long, and with one of their ends: see
        `_is_slip`."""
        size, head, tail = len(folded), folded[:limit], folded[-limit:]
        return [
            n
            for n in self._names
            if -limit <= len(n) - size <= limit and (n.startswith(head) or n.endswith(tail))
        ]

    @cached_property
    def _by_numbers(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name in self._names:
            found.setdefault(_numbers(name), []).append(name)
        return found

    def _index(self, numbers: str, limit: int) -> dict[_Key, list[str]]:
        found = self._by_piece[numbers, limit] = {}
        for name in self._by_numbers[numbers]:
            size = len(name)
            if size in _SIZES[limit]:
                for at, (start, end) in enumerate(_cuts(size, limit)):
                    found.setdefault((size, at, name[start:end]), []).append(name)
        return found


def _is_slip(written: str, name: str, distance: float, limit: int) -> bool:
    """Whether the edits are those of a slip: it leaves one end of a name as it is, and takes more
    than one edit only behind the first character. An `External` is no mistyped `Internal`."""
    if distance > 1 and written[0] != name[0]:
        return False
    return name.startswith(written[:limit]) or name.endswith(written[-limit:])


def _numbers(name: str) -> str:
    return " ".join(_DIGITS.findall(name))


@cache
def _cuts(size: int, limit: int) -> tuple[tuple[int, int], ...]:
    """Where the pieces of a name of `size` characters begin and end."""
    pieces = 2 * limit + 1
    edges = [at * size // pieces for at in range(pieces + 1)]
    return tuple(pairwise(edges))


def _keys(written: str, limit: int) -> Iterator[_Key]:
    """The pieces of `written` that a near name may share, at most `limit` characters away."""
    size = len(written)
    for other in range(size - limit, size + limit + 1):
        for at, (start, end) in enumerate(_cuts(other, limit)):
            for begin in range(max(0, start - limit), min(start + limit, size - end + start) + 1):
                yield other, at, written[begin : begin + end - start]
