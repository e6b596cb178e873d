"""Blocks that CommonMark does not know: comments of `%%` lines and math of `$$` lines. They are
found before the Markdown is read, and their text is blanked out for it."""

from __future__ import annotations

import re

from vaultlint.parse.facts import Problem, Zone
from vaultlint.patterns import later

_OPENING = later(rb"^[ \t>]*(?:(%%|\$\$)|(?:[-*+] |\d+[.)] )*(`{3,}|~{3,}))([^\n]*)", re.MULTILINE)
_TEXT = later(rb"[^\n]")


class Blanked:
    """A note whose comment and math blocks are spaces, line for line and byte for byte."""

    def __init__(self, data: bytes, start: int) -> None:
        self.data = data
        self.zones: list[Zone] = []
        self.problems: list[Problem] = []
        if _opens_block(data, start, b"%%") or _opens_block(data, start, b"$$"):
            self._scan(start)

    def _scan(self, at: int) -> None:
        fence = b""
        while (match := _OPENING.search(self.data, at)) is not None:
            at = match.end()
            mark, ticks, rest = match.groups()
            if ticks:
                if not fence:
                    fence = ticks
                elif ticks.startswith(fence) and not rest.strip():
                    fence = b""
            elif not fence and mark not in rest:
                at = self._block(match.start(1), mark)

    def _block(self, start: int, mark: bytes) -> int:
        """Blank the block that `mark` opens at byte `start`; where to read on."""
        closing = self.data.find(mark, start + 2)
        is_comment = mark == b"%%"
        end = closing + 2 if closing >= 0 else len(self.data)
        if closing < 0:
            kind = "unclosed-comment" if is_comment else "unclosed-math"
            self.problems.append(Problem(kind, start, start + 2))
            if not is_comment:  # text, to Obsidian
                return start + 2
        self.zones.append(Zone("comment" if is_comment else "math", start, end))
        blank = _TEXT.sub(b" ", self.data[start:end])
        self.data = self.data[:start] + blank + self.data[end:]
        return end


def _opens_block(data: bytes, start: int, mark: bytes) -> bool:
    """Whether `mark` opens a line of `data[start:]` that does not close it: most notes need no
    closer look."""
    at = data.find(mark, start)
    while at >= 0:
        line, end = data.rfind(b"\n", start, at) + 1, data.find(b"\n", at)
        end = end if end >= 0 else len(data)
        if not data[max(line, start) : at].strip(b" \t>") and data.find(mark, at + 2, end) < 0:
            return True
        at = data.find(mark, end)
    return False
