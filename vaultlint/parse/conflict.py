"""Conflict markers that git left in a note."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vaultlint.parse.facts import Problem, Zone
from vaultlint.parse.ranges import Ranges
from vaultlint.patterns import later

_MARKER = later(
    rb"^(?:(<{7}(?: [^\r\n]*)?)|(={7})|(>{7}(?: [^\s>][^\r\n]*)?))(?=[\r\n]|\Z)", re.MULTILINE
)
_BARE = len("<<<<<<<")


def conflicts(data: bytes, zones: tuple[Zone, ...]) -> Iterator[Problem]:
    """A `merge-conflict` for each `<<<<<<<` line outside of code, and for a `>>>>>>>` line that a
    `=======` line stands before and no such line: the rest of a conflict that was half undone.
    Without a label a line may be anything (`>>>>>>>` is a quote): `<<<<<<<` alone counts if the
    two others follow, `>>>>>>>` alone as the end of a conflict only."""
    if b"<" not in data and b">" not in data:
        return  # one byte is found fast
    if b"<<<<<<<" not in data and (b">>>>>>> " not in data or b"=======" not in data):
        return
    code = Ranges((z.start, z.end) for z in zones if z.kind in ("fence", "code"))
    begun: Problem | None = None
    parted = False
    left: list[Problem] = []
    for match in _MARKER.finditer(data):
        ours, middle, theirs = match.span(1), match.start(2), match.span(3)
        if middle >= 0:
            parted = True
        elif ours[0] >= 0:
            parted = False
            if not code.hold(ours[0]):
                begun = Problem("merge-conflict", *ours)
                if not _is_bare(begun):
                    yield begun
                    left = []
        elif parted and (begun or theirs[1] - theirs[0] > _BARE):
            if begun and _is_bare(begun):
                yield begun
                left = []
            elif not begun and not code.hold(theirs[0]):
                left.append(Problem("merge-conflict", *theirs))
            begun, parted = None, False
    yield from left


def _is_bare(marker: Problem) -> bool:
    return marker.end - marker.start == _BARE
