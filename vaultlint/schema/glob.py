"""Globs of schemas, matched in time linear in the path for every `**`, whatever the pattern."""

from __future__ import annotations

import re
from fnmatch import translate
from functools import lru_cache

from vaultlint.globs import Part, walk
from vaultlint.text import fold

MAX_LENGTH = 1000
"""Characters of a glob above which it is refused when a schema is read."""


def matches(glob: str, path: str) -> bool:
    """Whether a glob meets a path of the vault, without regard to case or Unicode form.

    `*`, `?`, `[a-z]` stay within one name, `**` crosses folders. A glob without a slash meets
    the file's name in any folder; one that ends with a slash meets everything below.
    """
    return walk(_parts(glob), fold(path).split("/"))


@lru_cache(maxsize=1024)
def _parts(glob: str) -> tuple[Part, ...]:
    text = fold(glob).removeprefix("./")
    if text.endswith("/"):
        text += "**"
    if "/" not in text:
        text = f"**/{text}"
    names = [n for n in text.split("/") if n]
    return tuple(
        None if name == "**" else re.compile(translate(name))
        for at, name in enumerate(names)
        if not (name == "**" and at and names[at - 1] == "**")
    )
