"""The word that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The one of `words` within the edit budget of `word`, if it is the only nearest one.

    The budget is one edit for up to four characters, two for up to eight, three beyond; swapped
    neighbours are one edit. Case and spacing count for less than letters.
    """
    if len(word) > 200:
        return None
    from rapidfuzz.distance import OSA

    budget = 1 if len(word) <= 4 else 2 if len(word) <= 8 else 3
    folded = word.casefold().strip()
    found: list[tuple[int, str]] = []
    for other in words:
        distance = OSA.distance(folded, other.casefold(), score_cutoff=budget)
        if distance <= budget and distance < max(len(folded), 1):
            found.append((distance, other))
    found.sort()
    if not found or (len(found) > 1 and found[0][0] == found[1][0]):
        return None
    return found[0][1]


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """`; did you mean …?` for the end of a message, or nothing."""
    near = nearest(word, words)
    return f"; did you mean `{near}`?" if near else ""
