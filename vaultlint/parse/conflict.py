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
LABELS = (b"<<<<<<<", b">>>>>>>")
"""A note has one of them at least, or no conflict."""
_BARE = len("<<<<<<<")


def conflicts(data: bytes, zones: tuple[Zone, ...]) -> Iterator[Problem]:
    """A `merge-conflict` for each `<<<<<<<` line outside of code (for one without a label if the
    two other lines follow), and for a `>>>>>>>` line with a label that a `=======` line stands
    before and no `<<<<<<<` line: the rest of a conflict that was half undone."""
    if b"<<<<<<<" not in data and (b">>>>>>> " not in data or b"=======" not in data):
        return
    code = Ranges((z.start, z.end) for z in zones if z.kind in ("fence", "code"))
    begun: Problem | None = None
    left: list[Problem] = []
    parted = False
    for match in _MARKER.finditer(data):
        marker = Problem("merge-conflict", *match.span())
        if match[2]:
            parted = True
        elif match[1]:
            parted = False
            if not code.hold(marker.start):
                begun = marker
                if not _is_bare(marker):
                    yield marker
                    left = []
        elif parted and (begun or not _is_bare(marker)):
            if begun and _is_bare(begun):
                yield begun
                left = []
            elif not begun and not code.hold(marker.start):
                left.append(marker)
            begun, parted = None, False
    yield from left


def _is_bare(marker: Problem) -> bool:
    return marker.end - marker.start == _BARE
