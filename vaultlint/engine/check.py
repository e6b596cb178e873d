"""From a vault to diagnostics."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import compress
from sys import intern
from typing import NamedTuple

from vaultlint.engine.forbidden import may_edit
from vaultlint.engine.suppress import SUPPRESSION_RULE, Silence
from vaultlint.finding import Diagnostic, Finding, Fix
from vaultlint.judgement import Crash, Judged, Report, words
from vaultlint.note import Note
from vaultlint.parse.facts import BASE_FENCE, FAILED, Facts
from vaultlint.parse.readable import READABLE
from vaultlint.rule import Active, Context, Rule, Selection
from vaultlint.schema.obsidian import LEGACY
from vaultlint.vault import Vault
from vaultlint.vault.ties import asks

MAX_MESSAGE = 1000
"""Code points of a message that are kept."""


def check(
    vault: Vault,
    selection: Selection,
    today: date,
    paths: Iterable[str] | None = None,
    progress: Callable[[str], None] | None = None,
) -> Report:
    """Check the notes at `paths` (all that the vault checks, if None).

    A rule that raises on a note is a Crash; everything else is still reported. `progress` is
    called with each path before its note is checked.
    """
    chosen = checked_paths(vault, paths, selection)
    return summed_up(vault, judge(vault, selection, today, chosen, progress))


def judge(
    vault: Vault,
    selection: Selection,
    today: date,
    paths: Iterable[str],
    progress: Callable[[str], None] | None = None,
    *,
    with_asks: bool = False,
) -> dict[str, Judged]:
    """What the engine says of each of the notes at `paths`."""
    prepared: Prepared = {}
    found: dict[str, Judged] = {}
    for path in paths:
        if progress is not None:
            progress(path)
        note = vault.file(path)
        judged = check_note(vault, note, selection(path), today, prepared)
        if with_asks and not judged.crashes:
            # the same names are asked for by many: one text of each is kept
            judged = judged._replace(asks=tuple(map(intern, asks(vault, note))))
        found[path] = judged
    return found


def summed_up(vault: Vault, judged: Mapping[str, Judged]) -> Report:
    """The report of notes that were judged one by one. Its vault knows the other files of which
    something is said as notes without text."""
    found = [d for note in judged.values() for d in note.diagnostics]
    found.sort(key=lambda d: d.order)
    others = {path for path in {d.path for d in found} if path not in vault.notes}
    return Report(
        vault.with_notes(map(vault.file, others)) if others else vault,
        tuple(found),
        len(set(judged).intersection(vault.notes)),
        silenced={path: note.suppressed for path, note in judged.items() if note.suppressed},
        crashes=tuple(c for note in judged.values() for c in note.crashes),
    )


def checked_paths(
    vault: Vault, paths: Iterable[str] | None, selection: Selection | None = None
) -> list[str]:
    """The notes to check, sorted: those of `paths` that are notes and not left out. With a
    `selection`, also the other files of which its rules have something to say."""
    known = [*vault.notes, *(beside(vault, selection) if selection is not None else ())]
    chosen = known if paths is None else set(paths).intersection(known)
    return sorted(path for path in chosen if path not in vault.unchecked)


def beside(vault: Vault, selection: Selection) -> set[str]:
    """The files that are no notes and of which rules have something to say."""
    found: set[str] = set()
    about: dict[str, frozenset[str]] = {}
    for path in vault.files.difference(vault.notes):
        for active in selection(path):
            rule = active.rule
            if "beside" in rule.parts:
                if rule.code not in about:
                    about[rule.code] = _beside(rule, vault)
                if path in about[rule.code]:
                    found.add(path)
    return found


def _beside(rule: Rule, vault: Vault) -> frozenset[str]:
    paths = rule.body.beside
    return frozenset(paths(vault) if paths is not None else ())


class _Ready(NamedTuple):
    """A rule as a run asks it of notes of one kind."""

    active: Active
    context: Context[object]


Kind = tuple[int, str, frozenset[str]]
"""The identity of a selection, the ending of a note, and what there is to say something about."""

Prepared = dict[Kind, tuple[tuple[Active, ...], list[_Ready]]]
"""Rules made ready in this run. The selection is kept beside them, so that its identity stays its
own."""

_FACTS = Facts._fields


def check_note(
    vault: Vault,
    note: Note,
    rules: tuple[Active, ...],
    today: date,
    prepared: Prepared | None = None,
) -> Judged:
    """All that `rules` find in `note`, judged: severity set, suppressed findings left out. What
    raises is a Crash: a rule, or what the rules rest on."""
    problem = note.facts.unreadable
    if problem is not None and problem.kind == FAILED:
        return Judged((), 0, (Crash(note.path, "", problem.detail),))
    try:
        return _judged(vault, note, rules, today, prepared)
    except Exception as error:
        return Judged((), 0, (Crash(note.path, "", words(error)),))


def _judged(
    vault: Vault,
    note: Note,
    rules: tuple[Active, ...],
    today: date,
    prepared: Prepared | None,
) -> Judged:
    found: list[Diagnostic] = []
    crashes: list[Crash] = []
    for active, context in _prepare(vault, note, rules, today, prepared):
        if active.if_asked:
            asked = active.rule.body.asked
            if asked is None or not asked(vault.shape_of(note)):
                continue
        _run(active, note, context, found, crashes)
    facts = note.facts
    if not facts.directives:
        return Judged(tuple(found), 0, tuple(crashes))
    silence = Silence(facts.directives)
    kept = [d for d in found if not silence.covers(d, note)]
    suppressed = len(found) - len(kept)
    last = next((a for a in rules if a.rule.code == SUPPRESSION_RULE), None)
    if last is not None:
        unused = silence.unused({a.rule.code for a in rules})
        _run(last, note, Context(vault, last.options, today, unused), kept, crashes)
    return Judged(tuple(kept), suppressed, tuple(crashes))


def _prepare(
    vault: Vault,
    note: Note,
    rules: tuple[Active, ...],
    today: date,
    prepared: Prepared | None,
) -> list[_Ready]:
    """The rules that may have something to say of such a note; the one that judges the others
    comes last, and is not among them."""
    present = _present(vault, note)
    kind = (id(rules), note.ending, present)
    known = prepared.get(kind) if prepared is not None else None
    if known is not None:
        return known[1]
    unreadable = "unreadable" in present
    ready = [
        _Ready(active, Context(vault, active.options, today))
        for active in rules
        if active.rule.code != SUPPRESSION_RULE
        and _looks_at(active.rule, note)
        and (not (on := active.rule.on) or not present.isdisjoint(on))
        and (not unreadable or "unreadable" in on)
    ]
    if prepared is not None:
        prepared[kind] = rules, ready
    return ready


def _looks_at(rule: Rule, note: Note) -> bool:
    return note.ending in rule.files if note.ending in READABLE else "beside" in rule.parts


def _present(vault: Vault, note: Note) -> frozenset[str]:
    """What there is in a note that rules name in `on`."""
    facts = note.facts
    if facts.unreadable is not None:
        return frozenset(("unreadable",))
    found = list(compress(_FACTS, facts))
    found += facts.marks
    if note.ending == ".base":
        found.append(BASE_FENCE)  # it is a base without a fence
    if facts.links and vault.unsettled(note):
        found.append("unsettled")
    if note.ending != ".md":
        return frozenset(found)
    if facts.frontmatter is not None:
        found += _in_properties(vault, note)
    if vault.schemas:
        if vault.schemas_of(note):
            found.append("schemas")
        if vault.chapters_of(note):  # a schema may see some where facts alone do not
            found.append("chapters")
    if vault.matcher.violations_of(note):
        found.append("violations")
    return frozenset(found)


def _in_properties(vault: Vault, note: Note) -> Iterator[str]:
    if not LEGACY.keys().isdisjoint(note.properties):
        yield "legacy"
    block = note.facts.frontmatter
    if block is not None and block.problems:
        yield "yaml-faults"
    if vault.settings.types:
        yield "types"
    dates = vault.matcher.dates_of(note)
    if any(d.reading.kind != "iso" for d in dates):
        yield "odd-dates"
    if any(d.field is not None and (d.field.min, d.field.max) != (None, None) for d in dates):
        yield "bounded-dates"


def _run(
    active: Active,
    note: Note,
    context: Context[object],
    found: list[Diagnostic],
    crashes: list[Crash],
) -> None:
    rule = active.rule
    try:
        for finding in rule.check(note, context):
            found.append(_judge(active, note, finding))  # noqa: PERF401
    except Exception as error:  # a bug of ours on one note must not stop the others
        crashes.append(Crash(note.path, rule.code, words(error)))


def _judge(active: Active, note: Note, finding: Finding) -> Diagnostic:
    severity = finding.severity or active.severity
    if finding.fixes:  # what may not be made is not offered
        allowed = tuple(f for f in finding.fixes if _may_make(f, note))
        if len(allowed) < len(finding.fixes):
            finding = finding._replace(fixes=allowed)
    if "\n" in finding.message:  # a rule may quote what stands on several lines
        finding = finding._replace(message=" ".join(finding.message.split()))
    if len(finding.message) > MAX_MESSAGE:  # a name may be as long as a note
        finding = finding._replace(message=f"{finding.message[:MAX_MESSAGE]}…")
    return Diagnostic(note.path, active.rule.code, active.rule.slug, severity, finding)


def _may_make(fix: Fix, note: Note) -> bool:
    return all(may_edit(note, e) for e in fix.edits if e.path == note.path)
