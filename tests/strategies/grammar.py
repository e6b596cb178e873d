"""Texts by a grammar: `⟨name⟩` in a piece is one of the pieces of that name, `⟨> |name⟩` one whose
further lines begin with `> `. The first piece of each name is the plainest, and holds no other where
it may stand in itself: Hypothesis shrinks to it, and so do pieces too deep in others."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

Grammar = Mapping[str, Sequence[str]]
DEPTH = 6
_SLOT = re.compile(r"⟨(?:([^⟨⟩|]*)\|)?(\w+)⟩")


class Text:
    """Draws texts of a grammar."""

    def __init__(self, grammar: Grammar) -> None:
        self._pieces = {name: [_parsed(p) for p in pieces] for name, pieces in grammar.items()}
        self._which = {n: st.integers(0, len(pieces) - 1) for n, pieces in grammar.items()}

    def draw(self, draw: st.DrawFn, name: str, depth: int = 0) -> str:
        """A text of a name."""
        at = draw(self._which[name]) if depth < DEPTH else 0
        first, slots = self._pieces[name][at]
        parts = [first]
        for prefix, inner, after in slots:
            text = self.draw(draw, inner, depth + 1)
            parts += (text.replace("\n", f"\n{prefix}") if prefix else text, after)
        return "".join(parts)


def _parsed(piece: str) -> tuple[str, list[tuple[str, str, str]]]:
    """The text before the first slot, and each slot: prefix, name, and the text after it."""
    first, *rest = _SLOT.split(piece)
    return first, [
        (prefix or "", name, after)
        for prefix, name, after in zip(rest[::3], rest[1::3], rest[2::3], strict=True)
    ]
