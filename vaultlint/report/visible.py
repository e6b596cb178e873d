"""Text from notes and file names, made safe for a terminal and for eyes."""

from __future__ import annotations

from vaultlint.patterns import later

_UNSEEN = later(
    "[\x00-\x1f\x7f-\x9f"  # C0, DEL, C1: escape sequences begin here
    "\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff"  # bidi, zero width
    "\ud800-\udfff]"  # bytes of a name that are no UTF-8
)
_SURROGATE = later("[\ud800-\udfff]")


def visible(text: str) -> str:
    """`text` with control, bidi, zero-width and surrogate characters as `\\u{…}`.

    The joiners U+200C and U+200D stay: emoji and several scripts are spelled with them.
    """
    return _UNSEEN.sub(lambda m: f"\\u{{{ord(m[0]):x}}}", text)


def encodable(text: str) -> str:
    """`text` with bytes of a name that are no UTF-8 as `\\u{dce9}`, as `visible` has them.

    JSON could escape half a surrogate, but many of its readers then refuse the whole document.
    """
    return _SURROGATE.sub(lambda m: visible(m[0]), text)


def ascii_where_unseen(document: str) -> str:
    """A JSON document in which those characters are escaped as JSON does it, where they may only
    stand in strings."""
    return _UNSEEN.sub(lambda m: m[0] if m[0] in "\n\t" else f"\\u{ord(m[0]):04x}", document)
