"""Where a note's front matter stands, delimited as Obsidian does."""

from __future__ import annotations

from typing import NamedTuple

from vaultlint.patterns import later
from vaultlint.text import BOM

_OPENING = later(rb"---[ \t]*+(?:\r?\n|\Z)")
_CLOSING = later(rb"\n---[ \t]*+(?:\r?\n|\r?\Z)")


class Frame(NamedTuple):
    """Where a block stands: from its opening `---` to after its closing line, and the YAML lines
    between. `closed` is False where no closing line follows: then the rest of the file is inside.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool


def frame_of(data: bytes, start: int | None = None) -> Frame | None:
    """The block that begins at byte `start` (the top of the note: after a BOM), if one does."""
    if start is None:
        start = len(BOM) if data.startswith(BOM) else 0
    opening = _OPENING.match(data, start)
    if opening is None:
        return None
    inner = opening.end()
    closing = _CLOSING.search(data, inner - 1)
    if closing is None:
        return Frame(start, len(data), inner, len(data), False)
    # an empty block's closing line begins where the opening one ends
    return Frame(start, closing.end(), inner, max(closing.start() + 1, inner), True)
