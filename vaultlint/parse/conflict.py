"""Conflict markers that git left in a note."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vaultlint.parse.facts import Problem, Zone
from vaultlint.parse.inline import Ranges

_OURS = re.compile(rb"^<{7} [^\r\n]*", re.MULTILINE)
_REST = re.compile(rb"^={7}\r?\n(?:(?!<{7} )[^\n]*\n)*?>{7} [^\r\n]*", re.MULTILINE)


def conflicts(data: bytes, zones: tuple[Zone, ...]) -> Iterator[Problem]:
    """A `merge-conflict` for each `<<<<<<<` line that a `=======` and a `>>>>>>>` line follow,
    outside of code. Its span is the first line."""
    if data.find(b"<<<<<<< ") < 0:
        return
    code = Ranges((z.start, z.end) for z in zones if z.kind in ("fence", "code"))
    for match in _OURS.finditer(data):
        if not code.hold(match.start()) and _REST.search(data, match.end()):
            yield Problem("merge-conflict", *match.span())
