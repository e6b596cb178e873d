"""Path patterns as `.gitignore` writes them, for config files and options of rules."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pathspec

MAX_LENGTH = 200
MAX_STARS = 4
"""Stars in one name of a pattern, above which matching could take for ever."""


def glob_fault(glob: str) -> str | None:
    """Why a pattern is refused, if it is."""
    if len(glob) > MAX_LENGTH:
        return f"a pattern may have {MAX_LENGTH} characters at most"
    if any(part.count("*") > MAX_STARS for part in glob.split("/")):
        return f"a pattern may have {MAX_STARS} `*` in one name at most"
    if not _means_something(glob):
        return f"`{glob}` is no pattern: nothing is met by it"
    return None


def refuse_faulty(globs: Iterable[str]) -> None:
    """Raises ValueError for the first of `globs` that is refused."""
    for fault in filter(None, map(glob_fault, globs)):
        raise ValueError(fault)


def _means_something(glob: str) -> bool:
    """Whether a pattern can be read, and is no comment or blank."""
    import pathspec

    try:
        patterns = pathspec.GitIgnoreSpec.from_lines([glob]).patterns
    except (ValueError, re.error):
        return False
    return any(pattern.include is not None for pattern in patterns)


@lru_cache(maxsize=256)
def _spec(globs: tuple[str, ...]) -> pathspec.GitIgnoreSpec:
    import pathspec

    return pathspec.GitIgnoreSpec.from_lines(g for g in globs if glob_fault(g) is None)


def any_match(globs: Iterable[str], path: str) -> bool:
    """Whether one of `globs` meets `path` (POSIX, relative to the vault); a later `!glob` takes
    a match back."""
    globs = tuple(globs)
    return bool(globs) and _spec(globs).match_file(path)
