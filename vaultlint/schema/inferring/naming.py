"""What a type of note is called: `Podcast episodes` are of the type `podcast-episode`."""

from __future__ import annotations

import re

from vaultlint.text import fold

_IRREGULAR = {
    "people": "person",
    "children": "child",
    "men": "man",
    "women": "woman",
    "movies": "movie",
    "series": "series",
    "news": "news",
    "species": "species",
    "notes": "note",
}
_NO_NAME = re.compile(r"[^\w.]+")
_NUMBER = re.compile(r"[\d.]+(?=-)")
"""What sorts folders: `02.01 - Plugins`."""


def type_name(text: str) -> str:
    """A name for a schema of the notes that a category, tag or folder called `text` holds."""
    words = _NO_NAME.sub("-", fold(text)).strip("-._")
    words = _NUMBER.sub("", words, count=1).strip("-._") if words[:1].isdigit() else words
    words = words or "note"
    before, dash, last = words.rpartition("-")
    return before + dash + _singular(last)


def _singular(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "as")):
        return word[:-1]
    return word
