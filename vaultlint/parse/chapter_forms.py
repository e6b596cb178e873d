"""How the times of a chapter list are written, and how they should be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from vaultlint.parse.facts import Chapter


def is_padded(listed: Iterable[Chapter], size: int) -> bool:
    """Whether most of the times of `size` numbers that show it begin with a zero."""
    small = [p[0] for p in map(_parts, listed) if len(p) == size and int(p[0]) < 10]
    return sum(len(first) > 1 for first in small) * 2 >= max(len(small), 1)


def well_written(chapter: Chapter, padded: Mapping[int, bool], formats: Iterable[str]) -> str:
    """A chapter's time as one of `formats` has it (`MM:SS`), if one has as many numbers; else
    with a first number that begins with a zero as `padded` says for as many."""
    first, *rest = _parts(chapter)
    shown = (form.split(":") for form in formats)
    fitting = next((form for form in shown if len(form) == len(rest) + 1), None)
    wide = padded[len(rest) + 1] if fitting is None else len(fitting[0]) > 1
    first = first.lstrip("0") or "0"
    return ":".join([first.zfill(2) if wide else first, *(p.zfill(2) for p in rest)])


def _parts(chapter: Chapter) -> list[str]:
    """The numbers as written, in ordinary digits."""
    return ["".join(str(int(c)) for c in part) for part in re.split("[:：]", chapter.time)]
