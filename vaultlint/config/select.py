"""Rules by the words that people write for them."""

from __future__ import annotations

from collections.abc import Iterable

from vaultlint.rules import all_rules
from vaultlint.schema.nearest import did_you_mean


def codes_named(word: str) -> frozenset[str]:
    """The codes that a code, a slug or a family prefix names, in any case; empty for none."""
    upper, lower = word.upper(), word.lower()
    rules = all_rules()
    if upper == "ALL":
        return frozenset(rules)
    if upper in rules:
        return frozenset((upper,))
    if len(upper) == 3 and upper.isalpha():
        return frozenset(c for c in rules if c.startswith(upper))
    return frozenset(c for c, r in rules.items() if r.slug == lower)


def unknown_word(word: str) -> str:
    """What to say of a word that names no rule."""
    rules = all_rules()
    words = [*rules, *(r.slug for r in rules.values()), *{c[:3] for c in rules}]
    return f"no rule is named `{word}`{did_you_mean(word, words)}"


def codes_of(words: Iterable[str]) -> frozenset[str]:
    """The codes that any of `words` names."""
    return frozenset(code for word in words for code in codes_named(word))
