"""Patterns that people write in schemas, run under a time limit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from vaultlint.patterns import later

if TYPE_CHECKING:
    import regex

MAX_LENGTH = 1000
"""Characters of a pattern above which it is refused when a schema is read."""

MAX_REPEATS = 10_000
"""How often the inside of a pattern may be asked for, repeats in repeats multiplied: a pattern such
as `a{99999999}` takes all memory before a time limit is of any use."""

LIMIT = 0.3
"""Seconds that one match may take."""

_slow: set[str] = set()


class BadPatternError(ValueError):
    """A pattern that does not compile."""


@lru_cache(maxsize=1024)
def compiled(pattern: str) -> regex.Pattern[str]:
    """The pattern, compiled. Raises BadPatternError."""
    import regex

    if len(pattern) > MAX_LENGTH:
        raise BadPatternError(f"pattern is longer than {MAX_LENGTH} characters")
    if _repeats(pattern) > MAX_REPEATS:
        raise BadPatternError(f"the pattern repeats something more than {MAX_REPEATS:,} times")
    try:
        return regex.compile(pattern)
    except (regex.error, RecursionError, OverflowError) as error:
        raise BadPatternError(f"cannot read the pattern: {error}") from error


_TOKEN = later(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{(\d*),?(\d*)\}|[()]|.", re.DOTALL)


def _repeats(pattern: str) -> int:
    """The greatest count to which `{n}` and `{n,m}` in a pattern multiply."""
    around: list[int] = []
    most, last = 1, 1  # of the group that is open, of what stands before
    for token in _TOKEN.finditer(pattern):
        if token[0] == "(":
            around.append(most)
            most, last = 1, 1
        elif token[0] == ")":
            last, most = most, max(around.pop() if around else 1, most)
        elif token[0][0] == "{" and (count := max(_count(token[1]), _count(token[2]))):
            last *= count
            most = max(most, last)
        else:
            last = 1
    return most


def _count(written: str | None) -> int:
    return int(written[:9]) if written else 0


def fits(pattern: str, text: str) -> bool | None:
    """Whether the whole of `text` is what the pattern asks for; None where that took too long to
    find out. A pattern that was too slow once is not tried again, so that a vault of any size
    costs one limit for each bad pattern."""
    if pattern in _slow:
        return None
    try:
        return compiled(pattern).fullmatch(text, timeout=LIMIT) is not None
    except TimeoutError:
        _slow.add(pattern)
        return None


def found_in(pattern: str, text: str) -> bool:
    """Whether the pattern is met somewhere in `text`; not by one that is no pattern, or too slow."""
    if pattern in _slow:
        return False
    try:
        return compiled(pattern).search(text, timeout=LIMIT) is not None
    except BadPatternError:
        return False
    except TimeoutError:
        _slow.add(pattern)
        return False


def slow_patterns() -> frozenset[str]:
    """The patterns that ran into the time limit in this process, or in others that it heard of."""
    return frozenset(_slow)


def hear_of(patterns: Iterable[str]) -> None:
    """Take patterns for slow that were so in another process."""
    _slow.update(patterns)
