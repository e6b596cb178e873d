"""Globs of schemas, matched in time linear in the path for every `**`, whatever the pattern."""

from __future__ import annotations

import re
from fnmatch import translate
from functools import lru_cache

from vaultlint.text import fold

MAX_LENGTH = 1000
"""Characters of a glob above which it is refused when a schema is read."""

_Part = re.Pattern[str] | None
"""One name of a path; None stands for `**`."""


def matches(glob: str, path: str) -> bool:
    """Whether a glob meets a path of the vault, without regard to case or Unicode form.

    `*`, `?`, `[a-z]` stay within one name, `**` crosses folders. A glob without a slash meets
    the file's name in any folder; one that ends with a slash meets everything below.
    """
    return _walk(_parts(glob), fold(path).split("/"))


@lru_cache(maxsize=1024)
def _parts(glob: str) -> tuple[_Part, ...]:
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


def _walk(parts: tuple[_Part, ...], names: list[str]) -> bool:
    # the classic two-pointer match: on a miss only the last `**` takes one name more
    at = part = 0
    star = resume = -1
    while at < len(names):
        if part < len(parts) and parts[part] is None:
            star, resume = part, at
            part += 1
            continue
        if part < len(parts):
            pattern = parts[part]
            assert pattern is not None
            if pattern.match(names[at]):
                at, part = at + 1, part + 1
                continue
        if star < 0:
            return False
        resume += 1
        at, part = resume, star + 1
    return part == len(parts)
