"""The tags that a vault welcomes, where it does not welcome all."""

from __future__ import annotations

import re
from collections.abc import Collection
from fnmatch import fnmatchcase

from vaultlint.schema.nearest import did_you_mean
from vaultlint.text import fold


def unknown_tag(name: str, vocabulary: Collection[str]) -> str:
    """What is wrong with a tag that is none of a vocabulary of names and patterns; `""` where it
    is one, or where there is no vocabulary."""
    folded = fold(name)
    if not vocabulary or any(fnmatchcase(folded, fold(known)) for known in vocabulary):
        return ""
    words = (known for known in vocabulary if not re.search(r"[*?\[]", known))
    return f"`{name}` is not in the vocabulary{did_you_mean(name, words)}"
