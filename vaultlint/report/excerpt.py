"""What of a note's text is shown with a finding."""

from __future__ import annotations

from vaultlint.note import Note
from vaultlint.report.visible import visible

_WIDEST = 4
"""Bytes that a character takes at most."""
_INNER = bytes(range(0x80, 0xC0))
"""Bytes that begin no character."""


def around(note: Note, start: int, end: int, most: int) -> tuple[str, str, str]:
    """The text before, within and behind the bytes `start`..`end`, in the line that `start` is in,
    made visible. Of a longer line only so much that `most` code points can be taken of each."""
    line = note.lines.line_span(note.lines.line_of(start))
    start = min(start, line.end)
    end = min(max(end, start), line.end)
    room = _WIDEST * most
    before = note.data[max(line.start, start - room) : start]
    if start - room > line.start:
        before = before.lstrip(_INNER)
    within, behind = note.data[start : min(end, start + room)], note.data[end : end + room]
    behind = behind[: line.end - end]
    texts = (part.decode("utf-8", "replace") for part in (before, within, behind))
    before_, within_, behind_ = (visible(text.replace("\t", " ")) for text in texts)
    return before_.removeprefix(_BOM) if line.start == 0 else before_, within_, behind_


_BOM = visible("\ufeff")
