"""A vault in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from vaultlint.finding import Diagnostic
from vaultlint.vault import Missing, Vault


class Numbers(NamedTuple):
    """What is counted. `links` are those within the vault, embeds and properties included, in all
    notes that are checked; `unresolved` the ones to files that are not there; `orphans` the notes
    that no other links to; `findings` is by code."""

    when: str
    notes: int
    links: int
    unresolved: int
    orphans: int
    findings: dict[str, int]

    @property
    def total(self) -> int:
        """All findings."""
        return sum(self.findings.values())


def count(vault: Vault, found: Iterable[Diagnostic], when: str) -> Numbers:
    """The numbers of a vault in which `found` was found on the day `when`."""
    links = unresolved = 0
    paths = vault.notes.keys() - vault.unchecked
    for path in paths:
        note = vault.notes[path]
        for link in note.facts.links:
            if link.form != "url":
                links += 1
                answer = vault.resolve(link, note)
                unresolved += isinstance(answer, Missing) and answer.part == "file"
    notes = [p for p in paths if p.lower().endswith(".md")]
    orphans = sum(not vault.backlinks(vault.notes[p]) for p in notes)
    codes = Counter(d.code for d in found)
    return Numbers(when, len(notes), links, unresolved, orphans, dict(sorted(codes.items())))
