"""The findings of a vault that is being worked on, kept up to date change by change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from vaultlint.engine.check import beside, checked_paths, judge, summed_up
from vaultlint.judgement import NEAR, Judged, Report
from vaultlint.note import Note
from vaultlint.rule import Selection
from vaultlint.schema.predicate import link_name
from vaultlint.vault import Vault
from vaultlint.vault.ties import Change, touched


class Standing:
    """What the engine says of each note of a vault, and on what that rests."""

    def __init__(
        self, vault: Vault, selection: Selection, today: date, judged: Mapping[str, Judged]
    ) -> None:
        self.vault = vault
        self._selection = selection
        self._today = today
        self._judged = dict(judged)
        self._asking: dict[str, set[str]] = {}
        self._near: dict[str, set[str]] = {}
        self._ask(judged)

    def change(self, notes: Iterable[Note], gone: Iterable[str], came: Iterable[str]) -> set[str]:
        """Take in notes that are new or not what they were, files that went, and files that came
        and are no notes. Gives the paths that were judged again."""
        old, new = self.vault, {n.path: n for n in notes}
        lost = frozenset(gone) & old.files
        added = frozenset(came) - old.files
        changes = [Change(p, old.notes.get(p), n) for p, n in new.items()]
        changes += [Change(p, old.notes.get(p)) for p in lost]
        changes += [Change(p) for p in added]
        followed = set(map(link_name, old.matcher.targets.of_schemas()))
        self.vault = vault = old.changed(new.values(), lost, added)
        keys = touched(vault, changes, self._near.keys)
        again = new.keys() | lost
        for asking in (self._asking, self._near):
            for key in keys & asking.keys():
                again |= asking[key]
        others = beside(vault, self._selection)
        again |= others
        lost |= set(self._judged).difference(vault.notes, others)
        paths = checked_paths(vault, again if keys.isdisjoint(followed) else None, self._selection)
        found = judge(vault, self._selection, self._today, paths, with_asks=True)
        for path in lost:
            self._judged.pop(path, None)
        self._judged |= found
        self._ask(found)
        return set(found)

    def report(self, paths: frozenset[str] | None = None) -> Report:
        """All findings there are, or those in some files."""
        its = self._judged
        if paths is not None:
            its = {path: its[path] for path in paths & its.keys()}
        return summed_up(self.vault, its)

    def _ask(self, judged: Mapping[str, Judged]) -> None:
        for path, its in judged.items():  # what a note no longer asks for does no harm
            for key in its.asks:
                asking = self._near if key.startswith(NEAR) else self._asking
                asking.setdefault(key, set()).add(path)
