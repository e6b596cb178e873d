"""Text for libyaml, where it reads otherwise than JavaScript's YAML does, and so Obsidian."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from vaultlint.patterns import later

_TABBED = later(r"^[ \t]*\t[ \t]*(?=#|$)", re.MULTILINE)
_BLOCK = later(r"[|>][-+0-9]*[ \t]*(?:#.*)?$", re.MULTILINE)
_LINE_LIKE = later(r"\r(?!\n)|[\x85\u2028\u2029]")
STRAY_RETURN = "\U0010fe0d"
"""What stands for a carriage return that ends no line: no font and no person uses it."""
_PRIVATE: dict[int, str] = str.maketrans(
    {"\r": STRAY_RETURN, "\x85": "\U0010fe85", "\u2028": "\U0010fe28", "\u2029": "\U0010fe29"}
)
_PUBLIC = str.maketrans({new: chr(old) for old, new in _PRIVATE.items()})
_PAIR = later(r"(?<!\\)((?:\\\\)*)\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", re.IGNORECASE)
"""A character beyond the first 65,536 as JSON writes it."""
_SHORTER = 2
"""Characters by which our way to write it is shorter."""


class Prepared(NamedTuple):
    """A text to parse. `is_odd`: characters stand for others, see `restored`. `pairs` are the
    places after which a place in it is two characters before that in the text as written."""

    text: str
    is_odd: bool
    pairs: tuple[int, ...]

    def written(self, index: int) -> int:
        """The code point of the text as written that is at `index` of this one."""
        return index + _SHORTER * bisect_right(self.pairs, index) if self.pairs else index


def prepared(text: str) -> Prepared:
    """`text` as libyaml should have it: lines may be blank but for a tab, or begin a comment with
    one; they end at LF alone; a pair of escaped surrogates is one character."""
    if "\t" in text and not _BLOCK.search(text):
        text = _TABBED.sub(lambda m: " " * len(m[0]), text)
    is_odd = _LINE_LIKE.search(text) is not None
    if is_odd:
        text = _LINE_LIKE.sub(lambda m: m[0].translate(_PRIVATE), text)
    pairs: list[int] = []
    if "\\u" in text:
        text = _PAIR.sub(lambda m: _joined(m, pairs), text)
    return Prepared(text, is_odd, tuple(pairs))


def restored(text: str) -> str:
    """The text of a value without the characters that stand for others."""
    return text.translate(_PUBLIC)


def _joined(pair: re.Match[str], pairs: list[int]) -> str:
    line = pair.string.rfind("\n", 0, pair.start()) + 1
    if pair.string.count('"', line, pair.start()) % 2 == 0:
        return pair[0]  # no escape, where no double quotes are open
    high, low = int(pair[2], 16), int(pair[3], 16)
    pairs.append(pair.end() - _SHORTER * (len(pairs) + 1))
    return f"{pair[1]}\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08x}"
