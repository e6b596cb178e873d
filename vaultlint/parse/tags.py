"""What Obsidian takes for the name of a tag."""

from __future__ import annotations

import re

from vaultlint.patterns import later

_FORBIDDEN = later(r"[\u2000-\u200c\u200e-\u206f\u2e00-\u2e7f'!\"#$%&()*+,.:;<=>?@^`{|}~\[\]\\]")


def tag_problem(name: str) -> str:
    """Why `name`, without its `#`, is the name of no tag; `""` if it is one."""
    if re.search(r"\s", name):
        return "a tag has no spaces"
    if not name or name.isdigit():
        return "a tag needs a character that is no digit"
    found = _FORBIDDEN.search(name)
    return f"`{found[0]}` is not allowed in a tag" if found else ""


def value_problem(text: str, *, alone: bool) -> str:
    """Why a text in `tags:` is no tag; `alone` if it stands there in the place of a list. `""` if
    it is one, a `#` before it or not."""
    if alone and re.search(r"[,\s]", text):
        return f"`{text}` yields no tag: write a list, `[{', '.join(tags_in(text))}]`"
    problem = tag_problem(text.removeprefix("#"))
    return f"`{text}` is no tag: {problem}" if problem else ""


def tags_in(text: str) -> tuple[str, ...]:
    """The tags that a text was meant to hold, without `#`: between commas, semicolons and spaces."""
    return tuple(p.removeprefix("#") for p in re.split(r"[,;\s]+", text) if p)
