"""Fixes: chosen, applied whole or not at all, guarded, to a fixpoint. Nothing is written here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from vaultlint.engine.check import check, check_note, checked_paths
from vaultlint.engine.choose import choose
from vaultlint.engine.guard import broken_promise
from vaultlint.engine.revealed import asked_of
from vaultlint.engine.shift import Shift
from vaultlint.finding import Diagnostic, Fix, Safety
from vaultlint.judgement import Crash, Report
from vaultlint.note import Note
from vaultlint.rule import Selection
from vaultlint.text import Edit, OverlappingEditsError, apply
from vaultlint.vault import Vault

MAX_ROUNDS = 10


@dataclass(frozen=True, slots=True)
class Fixed:
    """A `vault` after its fixes: `changed` maps paths to the bytes before and after; `report` is
    the check of what is left; `codes` counts the findings mended, by note and code."""

    vault: Vault
    report: Report
    changed: dict[str, tuple[bytes, bytes]]
    codes: dict[str, dict[str, int]]


@dataclass
class _Work:
    """The state of a fix run. `steps` are what a note was before each of its rounds, and the codes
    of the fixes that were made in it then."""

    vault: Vault
    selection: Selection
    today: date
    safeties: frozenset[Safety]
    allowed: frozenset[str]
    original: dict[str, bytes] = field(default_factory=dict)
    steps: dict[str, list[tuple[bytes, set[str]]]] = field(default_factory=dict)
    codes: dict[str, list[str]] = field(default_factory=dict)
    partners: dict[str, set[str]] = field(default_factory=dict)
    blocked: set[str] = field(default_factory=set)
    crashes: list[Crash] = field(default_factory=list)
    held: set[str] = field(default_factory=set)


def fix(
    vault: Vault,
    selection: Selection,
    today: date,
    paths: Iterable[str] | None = None,
    *,
    unsafe: bool = False,
) -> Fixed:
    """Fix the notes at `paths` until nothing is left to fix, in at most MAX_ROUNDS rounds.

    Edits outside `paths` are never made. A note on which a rule raises, or whose fixes fail a
    guard or undo each other, keeps its bytes and is named as a Crash.
    """
    allowed = frozenset(checked_paths(vault, paths, selection))
    safeties = frozenset(Safety) if unsafe else frozenset((Safety.SAFE,))
    work = _Work(vault, selection, today, safeties, allowed)
    report = check(vault, selection, today, allowed)
    work.blocked.update(c.path for c in report.crashes)  # half judged is not judged
    while True:
        report = _settled(work, report)
        moving = {e.path for _, fix in _choose(work, report.diagnostics) for e in fix.edits}
        if not moving:
            return _result(work, report)
        for path in sorted(moving):
            codes = ", ".join(sorted(_codes_since(work, path)))
            work.crashes.append(Crash(path, codes, f"fixes do not settle in {MAX_ROUNDS} rounds"))
            _revert(work, path)
        report = check(work.vault, selection, today, allowed)


def _settled(work: _Work, report: Report) -> Report:
    """The check of the vault after up to MAX_ROUNDS rounds of fixes that mend no more than they
    bring to light."""
    found, vault = report.diagnostics, work.vault
    rounds = 0
    while rounds < MAX_ROUNDS:
        changed = _round(work, found)
        if changed:
            before = Counter(d.path for d in found)
            found = tuple(d for p in sorted(changed) for d in _diagnose(work, p))
            after = Counter(d.path for d in found)
            # what gets less with every round comes to an end: many properties are added one by one
            rounds += any(after[path] >= before[path] for path in changed)
            continue
        if work.vault is vault:
            return report
        vault = work.vault
        report = check(vault, work.selection, work.today, work.allowed)
        found = report.diagnostics
        if not _choose(work, found):
            return report
    return check(work.vault, work.selection, work.today, work.allowed)


def _diagnose(work: _Work, path: str) -> tuple[Diagnostic, ...]:
    judged = check_note(work.vault, work.vault.notes[path], work.selection(path), work.today)
    return judged.diagnostics


def _choose(work: _Work, found: Iterable[Diagnostic]) -> list[tuple[Diagnostic, Fix]]:
    """The fixes of this round: those that may be made, and together."""

    def is_free(path: str) -> bool:
        return path in work.allowed and path not in work.blocked

    return choose(work.vault, found, work.safeties, is_free)


def _round(work: _Work, found: Iterable[Diagnostic]) -> set[str]:
    """Make one round of fixes; the paths changed. A note that fails a guard is blocked and the
    round is made again without every fix that touches it."""
    found = tuple(found)
    while chosen := _choose(work, found):
        other = _hold(work, {e.path for _, fix in chosen for e in fix.edits})
        if other:
            now = (d for path in sorted(other) for d in _diagnose(work, path))
            found = (*(d for d in found if d.path not in other), *now)
            continue
        after, bad = _apply(work, chosen)
        if not bad:
            return _accept(work, chosen, after)
        for path in bad:
            _revert(work, path)
    return set()


def _hold(work: _Work, paths: set[str]) -> set[str]:
    """Put notes that are to be edited in the vault with facts and bytes of one reading: facts may
    be remembered, and the file another one by now. The paths of those that were."""
    fresh = [Note.parse(p, work.vault.notes[p].data) for p in paths - work.held]
    work.held |= paths
    other = {n.path for n in fresh if n.facts != work.vault.notes[n.path].facts}
    if fresh:
        work.vault = work.vault.with_notes(fresh)
    return other


def _revert(work: _Work, path: str) -> None:
    """Give the note its first bytes back, and every note that shares a fix with it, or with one
    that does."""
    bound, first = [path], []
    while bound:
        path = bound.pop()
        if path in work.blocked:
            continue
        work.blocked.add(path)
        work.codes.pop(path, None)
        before = work.original.pop(path, None)
        if before is not None:
            first.append(Note.parse(path, before))
        bound += work.partners.get(path, ())
    if first:
        work.vault = work.vault.with_notes(first)


def _apply(work: _Work, chosen: list[tuple[Diagnostic, Fix]]) -> tuple[dict[str, Note], set[str]]:
    edits: dict[str, list[Edit]] = {}
    for edit in (edit for _, fix in chosen for edit in fix.edits):
        edits.setdefault(edit.path, []).append(edit)
    fixes = _by_path(chosen)
    after: dict[str, Note] = {}
    bad: set[str] = set()
    for path, its in edits.items():
        try:
            after[path] = Note.parse(path, apply(work.vault.notes[path].data, its))
        except (OverlappingEditsError, UnicodeEncodeError) as error:
            bad.add(path)
            work.crashes.append(Crash(path, _codes(fixes[path]), str(error)))
    if bad:
        return after, bad
    vault = work.vault.with_notes(after.values())
    for path, note in after.items():
        why = _refusal(work, vault, note, edits[path], fixes[path])
        if why is not None:
            bad.add(path)
            work.crashes.append(Crash(path, _codes(fixes[path]), why))
    return after, bad


def _refusal(
    work: _Work, vault: Vault, note: Note, edits: list[Edit], fixes: list[tuple[Diagnostic, Fix]]
) -> str | None:
    """Why `note`, as it is in `vault` after `edits`, may not stand, or None if it may."""
    old = work.vault.notes[note.path]
    before = _diagnose(work, note.path)
    judged = check_note(vault, note, work.selection(note.path), work.today)
    asked = asked_of(work.vault, old, vault, note, Shift(edits))
    why = broken_promise(old, note, edits, fixes, before, judged, asked)
    if why is not None:
        before = _without(work, vault, note.path, fixes)
        why = broken_promise(old, note, edits, fixes, before, judged, asked)
    undone = _codes_since(work, note.path, note.data)
    if why is not None or not undone:
        return why
    codes = sorted(undone | {d.code for d, _ in fixes})
    return f"{' and '.join(codes)} undo each other" if codes[1:] else f"{codes[0]} undoes itself"


def _without(
    work: _Work, vault: Vault, path: str, fixes: list[tuple[Diagnostic, Fix]]
) -> tuple[Diagnostic, ...]:
    """What would be found in the note at `path` if all other fixes of the round were made: an alias
    that another note gets makes other errors of links here."""
    own = {e.path for _, fix in fixes for e in fix.edits}
    beside = vault.with_notes(work.vault.notes[p] for p in sorted(own))
    judged = check_note(beside, beside.notes[path], work.selection(path), work.today)
    return judged.diagnostics


def _codes_since(work: _Work, path: str, data: bytes | None = None) -> set[str]:
    """The codes of the fixes made in the note since it was `data`; of all, if that is None."""
    steps = work.steps.get(path, [])
    states = [state for state, _ in steps]
    if data is not None:
        steps = steps[states.index(data) :] if data in states else []
    return {code for _, codes in steps for code in codes}


def _by_path(
    chosen: Iterable[tuple[Diagnostic, Fix]],
) -> dict[str, list[tuple[Diagnostic, Fix]]]:
    """The fixes that edit each note."""
    found: dict[str, list[tuple[Diagnostic, Fix]]] = {}
    for diagnostic, fix in chosen:
        for path in dict.fromkeys(e.path for e in fix.edits):
            found.setdefault(path, []).append((diagnostic, fix))
    return found


def _codes(fixes: Iterable[tuple[Diagnostic, Fix]]) -> str:
    return ", ".join(sorted({d.code for d, _ in fixes}))


def _accept(work: _Work, chosen: list[tuple[Diagnostic, Fix]], after: dict[str, Note]) -> set[str]:
    fixes = _by_path(chosen)
    for path in after:
        before = work.vault.notes[path].data
        work.original.setdefault(path, before)
        codes = {d.code for d, _ in fixes[path]}
        work.steps.setdefault(path, []).append((before, codes))
    work.vault = work.vault.with_notes(after.values())
    for diagnostic, fix in chosen:
        work.codes.setdefault(diagnostic.path, []).append(diagnostic.code)
        for edit in fix.edits:
            if edit.path != diagnostic.path:
                work.partners.setdefault(edit.path, set()).add(diagnostic.path)
                work.partners.setdefault(diagnostic.path, set()).add(edit.path)
    return set(after)


def _result(work: _Work, report: Report) -> Fixed:
    changed = {
        path: (before, work.vault.notes[path].data)
        for path, before in work.original.items()
        if work.vault.notes[path].data != before
    }
    crashes = (*report.crashes, *work.crashes)
    codes = {path: dict(Counter(mended)) for path, mended in work.codes.items()}
    total = sum(sum(its.values()) for its in codes.values())
    left = replace(report, fixed=total, crashes=tuple(dict.fromkeys(crashes)))
    return Fixed(work.vault, left, changed, codes)
