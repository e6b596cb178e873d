"""On what the answer of a run rests: the files as they were, and the notes that were asked about.

It is written whole once, and then only what became different: after an edit of one note in ten
thousand, nobody waits for ten thousand names to be written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from vaultlint.disk.codec import Index, Outcome, Since
from vaultlint.disk.listing import settled
from vaultlint.disk.walk import Seen

MOST = 256
"""Files that may have become different before all is written again."""


class Basis(NamedTuple):
    """`listing` holds a Seen for each file, as a plain tuple, `paths` the notes that were asked
    about: `Asks` name them by their places there. `schema_links` are the targets of links in
    schemas. The first `written` of the paths were written whole, and `since` is what was then."""

    listing: dict[str, tuple[str, int, int, str, str]]
    paths: list[str]
    schema_links: list[str]
    written: int
    since: Since

    def then(
        self,
        differing: Iterable[str],
        seen: Mapping[str, Seen],
        at: int,
        paths: list[str],
        schema_links: list[str],
    ) -> Since | None:
        """What became different since all was written, if the files `differing` did so now; None
        where that is too much. `seen` are all files as they were `at` that time, in nanoseconds,
        `paths` those of this basis, and more."""
        now = settled((seen[path] for path in sorted(differing) if path in seen), at)
        listing = {its[0]: its for its in self.since.listing} | {its.path: its for its in now}
        gone = {*self.since.gone, *differing}.difference(seen)
        if len(listing) + len(gone) > MOST:
            return None
        left = [its for path, its in listing.items() if path not in gone]
        return Since(left, sorted(gone), paths[self.written :], schema_links)


class Record(NamedTuple):
    """What the cache keeps of a run: what it said, on what that rests, and which notes asked for
    what (see `Asks`). Unless `anew` it adds to the record that `Cache.basis` read, and is not kept
    where another run has written one since."""

    key: str
    outcome: Outcome | None
    basis: Index | Since
    asks: Mapping[str, list[int]]
    anew: bool = True


def basis_of(index: Index, since: Since | None) -> Basis:
    """What `index` says, with what became different `since` then."""
    listing = {its[0]: its for its in index.listing}
    if since is None:
        since = Since([], [], [], index.schema_links)
    for path in since.gone:
        listing.pop(path, None)
    listing.update((its[0], its) for its in since.listing)
    paths = index.paths + since.paths
    return Basis(listing, paths, since.schema_links, len(index.paths), since)
