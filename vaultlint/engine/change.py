"""What a change is to blame for: findings in the notes it touches, and those it causes in others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from vaultlint.changes import Changes
from vaultlint.engine.check import check
from vaultlint.finding import Diagnostic
from vaultlint.judgement import Report
from vaultlint.note import Note
from vaultlint.parse.readable import READABLE
from vaultlint.rule import Active, Selection
from vaultlint.schema.predicate import link_name
from vaultlint.vault import Vault
from vaultlint.vault.ties import linked, shown

Asking = Callable[[set[str]], Iterable[str]]
"""The paths of the notes that ask for some of the names (`vault.ties`), or more than those."""


def before(vault: Vault, changes: Changes, contents: Mapping[str, bytes]) -> Vault:
    """The vault as it was: `contents` are the old bytes of the paths that `changes` replaced."""
    new = changes.added | frozenset(changes.renamed.values())
    old = {p: contents[p] for p in changes.replaced & contents.keys()}
    notes = [Note.parse(p, data) for p, data in old.items() if p.lower().endswith(READABLE)]
    files = changes.replaced - {n.path for n in notes}
    return vault.changed(notes, new - old.keys(), files)


class Earlier(NamedTuple):
    """What there was before a change: the vault, and the rules in force."""

    vault: Vault
    selection: Selection


def caused(
    earlier: Earlier,
    new: Vault,
    changes: Changes,
    asking: Asking,
    selection: Selection,
    today: date,
    progress: Callable[[str], None] | None = None,
) -> Report:
    """All findings in the notes that `changes` touch, and in other notes those that the old
    vault did not have. The report counts the touched notes and the others looked at."""
    old = earlier.vault
    alike = _alike(old, new, changes.changed)
    names = _names(old, changes.replaced - alike) | _names(new, changes.present - alike)
    others = frozenset(asking(names) if names else ()) - changes.present
    report = check(new, selection, today, changes.present | others, progress)
    found_in = others.intersection(d.path for d in report.diagnostics)
    known = Counter(_place(old, d) for d in check(*earlier, today, found_in).diagnostics)
    kept: list[Diagnostic] = []
    for diagnostic in report.diagnostics:
        if diagnostic.path not in changes.present and known[_place(new, diagnostic)]:
            known[_place(new, diagnostic)] -= 1
            continue
        kept.append(diagnostic)
    return replace(report, diagnostics=tuple(kept))


def following(selection: Selection, changes: Changes) -> Selection:
    """The rules in force where links follow a rename: in notes that the change itself does not
    touch, those about where links lead."""

    def chosen(path: str) -> tuple[Active, ...]:
        rules = selection(path)
        if path in changes.present:
            return rules
        return tuple(a for a in rules if a.rule.code.startswith("LNK"))

    return chosen


def asking_in(vault: Vault, paths: Iterable[str]) -> Asking:
    """Who among the notes at `paths` links to something of some names."""

    def asking(names: set[str]) -> set[str]:
        return {path for path in paths if not names.isdisjoint(linked(vault.notes[path]))}

    return asking


def asking_all(paths: Collection[str]) -> Asking:
    """Every note, whatever the names: where more changed than what links lead to."""
    return lambda _: paths


def _alike(old: Vault, new: Vault, paths: frozenset[str]) -> frozenset[str]:
    """The notes of which all that others may see is as it was."""
    both = paths & old.notes.keys() & new.notes.keys()
    return frozenset(p for p in both if shown(old.notes[p]) == shown(new.notes[p]))


def _names(vault: Vault, paths: frozenset[str]) -> set[str]:
    """The names and aliases of files: a link in another note by one of these may break or heal."""
    names = {link_name(path) for path in paths}
    for path in paths & vault.notes.keys():
        names.update(map(link_name, vault.notes[path].aliases))
    return names


def _place(vault: Vault, diagnostic: Diagnostic) -> tuple[object, ...]:
    # messages differ where candidates do, and places once links have followed a rename
    finding = diagnostic.finding
    text = vault.file(diagnostic.path).text(finding.span)
    return diagnostic.path, diagnostic.code, text, finding.field
