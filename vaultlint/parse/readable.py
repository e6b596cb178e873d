"""Which files are parsed, and which bytes are text that can be."""

from __future__ import annotations

import re

from vaultlint.parse.facts import Problem
from vaultlint.parse.frame import frame_of
from vaultlint.patterns import later

_DEEP = later(
    rb"^[ \t]*+(?:(?:>|[-*+][ \t]|\d{1,9}[.)][ \t])[ \t]*+){100}(?:>|[-*+] |\d{1,9}[.)] )",
    re.MULTILINE,
)
_OPENINGS = later(rb"\n[ \t>*+.)\d-]{101}")
"""What a line that opens so many blocks begins with; few notes have such a line."""

READABLE = (".md", ".canvas", ".base")
"""Endings, in lower case, of the files that are parsed; all others are only link targets."""

MAX_NOTE = 10 * 1024 * 1024
"""Bytes above which a note is indexed by name only."""
MAX_MARKS, MAX_LINES = 1_000_000, 2_000_000
"""Bytes with a meaning in Markdown, and lines, above which it is too: what a parser makes of each
takes far more room than they do."""
MARKS = b"\\`*_[]<>&!#$|~^{%"


def unreadable(data: bytes, marks: bytes = MARKS, most: int = MAX_MARKS) -> Problem | None:
    """Why these bytes are no text that can be parsed, if so. `marks` are the bytes that mean
    something in it, of which there may be `most`."""
    if len(data) > MAX_NOTE:
        return Problem("too-big", 0, 0, str(len(data)))
    if len(data) > most and (dense := _too_dense(data, marks, most)):
        return Problem("too-dense", 0, 0, dense)
    nul = data.find(b"\0")
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return Problem("not-utf8", error.start, error.start + 1, data[:2].hex())
    if nul >= 0:
        return Problem("nul", nul, nul + 1)
    if _OPENINGS.match(b"\n" + data[:101]) is None and _OPENINGS.search(data) is None:
        return None
    frame = frame_of(data)  # YAML has a guard of its own
    deep = _DEEP.search(data, frame.end if frame and frame.closed else 0)
    return Problem("too-deep", deep.start(), deep.end()) if deep else None


def _too_dense(data: bytes, marks: bytes, most: int) -> str:
    """What there is too much of; empty if nothing."""
    if max(data.count(b"\n"), data.count(b"\r")) > MAX_LINES:
        return f"{MAX_LINES:,} lines"
    found = len(data) - len(data.translate(None, marks))
    return f"{most:,} marks of {'Markdown' if marks == MARKS else 'JSON'}" if found > most else ""
