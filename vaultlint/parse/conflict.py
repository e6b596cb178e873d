"""Conflict markers that git left in a note."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vaultlint.parse.facts import Problem, Zone
from vaultlint.parse.ranges import Ranges

_OURS = re.compile(rb"^<{7} [^\r\n]*", re.MULTILINE)
_THEIRS = re.compile(rb"^={7}\r?\n(?:(?!<{7} )[^\n]*\n)*?(>{7} [^\s>][^\r\n]*)", re.MULTILINE)


def conflicts(data: bytes, zones: tuple[Zone, ...]) -> Iterator[Problem]:
    """A `merge-conflict` for each `<<<<<<<` line outside of code, and for a `>>>>>>>` line that a
    `=======` line stands before and no such line: the rest of a conflict that was half undone."""
    if b"<" not in data and b">" not in data:
        return
    if data.find(b"<<<<<<< ") < 0 and (data.find(b">>>>>>> ") < 0 or data.find(b"=======") < 0):
        return
    code = Ranges((z.start, z.end) for z in zones if z.kind in ("fence", "code"))
    at = 0
    for match in _OURS.finditer(data):
        if not code.hold(match.start()):
            yield Problem("merge-conflict", *match.span())
            theirs = _THEIRS.search(data, match.end())
            at = theirs.end() if theirs else match.end()
    for match in _THEIRS.finditer(data, at):
        if not code.hold(match.start(1)):
            yield Problem("merge-conflict", *match.span(1))
