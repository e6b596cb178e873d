"""Tags of a vault by what they have in common, so that variants are found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain
from unicodedata import normalize

from vaultlint.patterns import later
from vaultlint.text import fold

_PLURAL = later(r"[a-z0-9]{3,}[^\W_siu]s")


class Spellings:
    """How the tags of a vault are spelled, and in how many notes."""

    def __init__(self, notes: Iterable[Iterable[str]]) -> None:
        self._counts: dict[str, Counter[str]] = {}
        for name, count in Counter(chain.from_iterable(notes)).items():
            self._counts.setdefault(common_form(name), Counter())[name] = count

    def of(self, name: str) -> set[str]:
        """How the tag is spelled in the vault."""
        return set(self._counts.get(common_form(name), ()))

    def better(self, name: str) -> tuple[str, int] | None:
        """The spelling that more notes use, and how many do; None if there is none."""
        counts = self._counts.get(common_form(name))
        if counts is None or len(counts) < 2:
            return None
        best, count = min(counts.items(), key=_preference)
        return None if best == name else (best, count)


def _preference(item: tuple[str, int]) -> tuple[int, int, bool, str]:
    """The spelling in most notes first; of equals the one with fewest capitals, in Unicode's
    composed form, first by name."""
    name, count = item
    return -count, sum(c.isupper() for c in name), normalize("NFC", name) != name, name


@lru_cache(maxsize=4096)
def common_form(name: str) -> str:
    """What variants of a tag share: no case, no hyphens, no plural `s` (`news` is no plural of
    `new`, so short words keep theirs), ordinary forms of full-width and joined letters."""
    plain = normalize("NFKC", fold(name)).casefold()
    parts = plain.replace("-", "").replace("_", "").split("/")
    return "/".join(p[:-1] if _PLURAL.fullmatch(p) else p for p in parts) or name
