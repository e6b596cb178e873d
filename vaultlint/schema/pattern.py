"""Patterns that people write in schemas, run under a time limit."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import regex

MAX_LENGTH = 1000
"""Characters of a pattern above which it is refused when a schema is read."""

LIMIT = 0.1
"""Seconds that one match may take."""

_spent: dict[str, float] = {}


class SlowPatternError(Exception):
    """A pattern ran into the time limit: the schema is at fault, not the note."""

    def __init__(self, pattern: str) -> None:
        super().__init__(f"the pattern `{pattern}` takes too long; write it without nested repeats")
        self.pattern = pattern


class BadPatternError(ValueError):
    """A pattern that does not compile."""


@lru_cache(maxsize=1024)
def compiled(pattern: str) -> regex.Pattern[str]:
    """The pattern, compiled. Raises BadPatternError."""
    import regex

    if len(pattern) > MAX_LENGTH:
        raise BadPatternError(f"pattern is longer than {MAX_LENGTH} characters")
    try:
        return regex.compile(pattern)
    except (regex.error, RecursionError, OverflowError) as error:
        raise BadPatternError(f"cannot read the pattern: {error}") from error


def fits(pattern: str, text: str) -> bool:
    """Whether the whole of `text` is what the pattern asks for.

    Raises SlowPatternError after 0.1 s, and at once for a pattern that has been too slow before:
    so that a vault of any size costs one limit for each bad pattern.
    """
    if pattern in _spent:
        raise SlowPatternError(pattern)
    try:
        return compiled(pattern).fullmatch(text, timeout=LIMIT) is not None
    except TimeoutError:
        _spent[pattern] = LIMIT
        raise SlowPatternError(pattern) from None
