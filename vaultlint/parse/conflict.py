"""Conflict markers that git left in a note."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vaultlint.parse.facts import Problem, Zone
from vaultlint.parse.ranges import Ranges

_MARKER = re.compile(rb"^(?:(<{7} [^\r\n]*)|(={7})\r?$|(>{7} [^\s>][^\r\n]*))", re.MULTILINE)


def conflicts(data: bytes, zones: tuple[Zone, ...]) -> Iterator[Problem]:
    """A `merge-conflict` for each `<<<<<<<` line outside of code, and for a `>>>>>>>` line that a
    `=======` line stands before and no such line: the rest of a conflict that was half undone."""
    if b"<" not in data and b">" not in data:
        return
    if data.find(b"<<<<<<< ") < 0 and (data.find(b">>>>>>> ") < 0 or data.find(b"=======") < 0):
        return
    code = Ranges((z.start, z.end) for z in zones if z.kind in ("fence", "code"))
    begun = parted = False
    left: list[Problem] = []
    for match in _MARKER.finditer(data):
        ours, middle, theirs = match.span(1), match.start(2), match.span(3)
        if middle >= 0:
            parted = True
        elif ours[0] >= 0:
            parted = False
            if not code.hold(ours[0]):
                yield Problem("merge-conflict", *ours)
                begun, left = True, []
        elif parted:
            if not begun and not code.hold(theirs[0]):
                left.append(Problem("merge-conflict", *theirs))
            begun = parted = False
    yield from left
