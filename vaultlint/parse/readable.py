"""Which files are parsed, and which bytes are text that can be."""

from __future__ import annotations

import re

from vaultlint.parse.facts import Problem

_DEEP = re.compile(rb"^[ \t]*(?:>[ \t]?){100}>|^(?:[ \t]*[-*+] ){100}[-*+] ", re.MULTILINE)

READABLE = (".md", ".canvas", ".base")
"""Endings, in lower case, of the files that are parsed; all others are only link targets."""

MAX_NOTE = 10 * 1024 * 1024
"""Bytes above which a note is indexed by name only."""


def unreadable(data: bytes) -> Problem | None:
    """Why these bytes are no text that can be parsed, if so."""
    if len(data) > MAX_NOTE:
        return Problem("too-big", 0, 0, str(len(data)))
    nul = data.find(b"\0")
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return Problem("not-utf8", error.start, error.start + 1, data[:2].hex())
    if nul >= 0:
        return Problem("nul", nul, nul + 1)
    if data.count(b">") < 100 and b"- - - -" not in data and b"* * * *" not in data:
        return None  # most notes: the pattern need not look at every line
    deep = _DEEP.search(data)
    return Problem("too-deep", deep.start(), deep.end()) if deep else None
