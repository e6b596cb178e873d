"""What a change is to blame for: findings in the notes it touches, and those it causes in others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from vaultlint.engine.check import Report, check, checked_paths
from vaultlint.finding import Diagnostic
from vaultlint.note import Note
from vaultlint.parse.note import READABLE
from vaultlint.rule import Selection
from vaultlint.text import fold
from vaultlint.vault import Vault


@dataclass(frozen=True, slots=True)
class Changes:
    """Paths that differ between two states. A rename is in none of the other three."""

    changed: frozenset[str] = frozenset()
    added: frozenset[str] = frozenset()
    deleted: frozenset[str] = frozenset()
    renamed: Mapping[str, str] = field(default_factory=dict)

    @property
    def present(self) -> frozenset[str]:
        """Paths in the new state that are new or not what they were."""
        return self.changed | self.added | frozenset(self.renamed.values())

    @property
    def gone(self) -> frozenset[str]:
        """Paths of the old state that are in the new one no more."""
        return self.deleted | frozenset(self.renamed)

    @property
    def replaced(self) -> frozenset[str]:
        """Paths whose old content there was: what must be read to know the old state."""
        return self.changed | self.gone

    def __bool__(self) -> bool:
        return bool(self.present or self.gone)


def before(vault: Vault, changes: Changes, contents: Mapping[str, bytes]) -> Vault:
    """The vault as it was: `contents` are the old bytes of the paths that `changes` replaced."""
    new = changes.added | frozenset(changes.renamed.values())
    notes = {path: note for path, note in vault.notes.items() if path not in new}
    for path in changes.replaced & contents.keys():
        if path.lower().endswith(READABLE):
            notes[path] = Note.parse(path, contents[path])
    files = (vault.files - new) | changes.replaced
    return Vault(files, notes, vault.settings, vault.unchecked, vault.schemas)


def caused(
    old: Vault,
    new: Vault,
    changes: Changes,
    selection: Selection,
    today: date,
    progress: Callable[[str], None] | None = None,
) -> Report:
    """All findings in the notes that `changes` touch, and in other notes those that the old
    vault did not have. The report counts the touched notes and the others looked at."""
    others = dependents(old, new, changes)
    report = check(new, selection, today, changes.present | others, progress)
    known = Counter(_place(d) for d in check(old, selection, today, others).diagnostics)
    kept: list[Diagnostic] = []
    for diagnostic in report.diagnostics:
        if diagnostic.path not in changes.present and known[_place(diagnostic)]:
            known[_place(diagnostic)] -= 1
            continue
        kept.append(diagnostic)
    return replace(report, diagnostics=tuple(kept))


def dependents(old: Vault, new: Vault, changes: Changes) -> frozenset[str]:
    """Untouched notes with a link whose last part names a touched file, or an alias that a
    touched note has or had: theirs are the findings that can come or go."""
    names = _names(old, changes.replaced) | _names(new, changes.present)
    found = set()
    for path in checked_paths(new, None):
        if path in changes.present:
            continue
        for link in new.notes[path].facts.links:
            if link.form != "url" and _key(link.target) in names:
                found.add(path)
                break
    return frozenset(found)


def _names(vault: Vault, paths: frozenset[str]) -> set[str]:
    names = {_key(path) for path in paths}
    for path in paths & vault.notes.keys():
        names |= {_key(alias) for alias in vault.notes[path].aliases}
    return names


def _key(target: str) -> str:
    return fold(target.rpartition("/")[2]).removesuffix(".md")


def _place(diagnostic: Diagnostic) -> tuple[object, ...]:
    # the note's text is the same in both vaults; messages differ where candidates do
    return diagnostic.path, diagnostic.code, diagnostic.finding.span, diagnostic.finding.field
