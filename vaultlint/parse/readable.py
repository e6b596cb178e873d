"""Which bytes are text that can be parsed."""

from __future__ import annotations

from vaultlint.parse.facts import Problem

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
    return Problem("nul", nul, nul + 1) if nul >= 0 else None
