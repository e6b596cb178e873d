"""What a fix brings to light: what could not be judged before it, and is no fault of its own."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from vaultlint.dates import read_date
from vaultlint.engine.shift import Shift
from vaultlint.finding import Diagnostic, Fix
from vaultlint.note import Note
from vaultlint.parse.facts import FrontMatter, Property
from vaultlint.parse.ranges import Ranges
from vaultlint.schema.predicate import Predicate, meets, scalars
from vaultlint.text import Span
from vaultlint.vault import Vault

_BLANK_LINE = re.compile(rb"\n[ \t]*+\r?\n")
_ANOTHER_VALUE = ("SCH003", "YML003", "DAT006")
"""Rules whose fixes give a property another type or day, with which it is judged anew."""

Fixes = Sequence[tuple[Diagnostic, Fix]]


class Asked(NamedTuple):
    """What schemas ask of a note since it is mended: `anew`, schemas and the words of checks that
    speak of it only now, or ask about a property which an edit touches. `untyped` are properties
    that they no longer speak of, as the schema that did is no more one of the note's. `chapters`
    are lines that are read as chapters only now."""

    anew: frozenset[str] = frozenset()
    untyped: frozenset[str] = frozenset()
    chapters: tuple[Span, ...] = ()


NOTHING_ELSE = Asked()


class Revealed:
    """What may be found after `fixes` though it was not before."""

    def __init__(self, before: Note, after: Note, shift: Shift, fixes: Fixes, asked: Asked) -> None:
        self._anew, self._untyped, chapters = asked
        self._tables = mended_tables(after, shift, fixes)
        expected = self._anew or any(d.code.startswith("CHP") for d, _ in fixes)
        self._chapters = Ranges((start, end + 1) for start, end in chapters if expected)
        self._names = _renamed(before, after, shift) | _given_another(before, fixes)
        self._dates = self._names | set(_dates(after) - _dates(before))
        block = before.facts.frontmatter
        hidden = block is None or not is_valid(block)
        self._all = hidden and any(d.code.startswith("YML") for d, _ in fixes)

    def holds(self, found: Diagnostic) -> bool:
        """Whether a finding is of that kind."""
        finding = found.finding
        if self._all or finding.schema in self._anew or _is_of(finding.field, self._names):
            return True
        if found.code == "DAT001" and _is_of(finding.field, self._untyped):
            return True
        if found.code == "DAT005":
            compared = any(f"`{name}` (`" in finding.message for name in self._dates)
            return compared or _is_of((finding.field or "").rpartition(".")[2], self._dates)
        if found.code == "SCH010":
            return finding.message in self._anew
        if found.code == "LNK007":
            return "aliases" in self._names
        at = finding.span.start
        return found.code.startswith("CHP") and (self._tables.hold(at) or self._chapters.hold(at))


def is_valid(block: FrontMatter) -> bool:
    """Whether YAML can read the block."""
    return not any(p.kind == "invalid-yaml" for p in block.problems)


def mended_tables(after: Note, shift: Shift, fixes: Fixes) -> Ranges:
    """The tables whose cells are mended (STR011): the lines around each of its edits, up to the
    next blank ones."""
    edits = [e.span for d, fix in fixes if d.code == "STR011" for e in fix.edits]
    if not edits:
        return Ranges(())
    breaks = [0, *(m.end() for m in _BLANK_LINE.finditer(after.data)), len(after.data) + 1]
    new = dict(shift.spans)
    around = {bisect_right(breaks, new[span].start) for span in edits if span in new}
    return Ranges((breaks[n - 1], breaks[n]) for n in around)


def asked_of(was: Vault, before: Note, now: Vault, after: Note, shift: Shift) -> Asked:
    """What schemas ask of the note `after`, and did not of `before`, and the other way round; and
    the lines that are chapters only now."""
    old_ends = {shift.moved(c.end) for c in was.chapters_of(before)}
    chapters = tuple(Span(c.start, c.end) for c in now.chapters_of(after) if c.end not in old_ends)
    if not now.schemas:
        return Asked(chapters=chapters)
    old = {schema.name for schema in was.schemas_of(before)}
    block = before.facts.frontmatter
    touched = {p.key for p in block.properties if shift.touches(p.start, p.end)} if block else set()
    anew = {schema.name for schema in now.schemas_of(after)} - old
    shape = now.shape_of(after)
    for check in shape.checks:
        met = meets(check.when, before, was.matcher.targets)
        if not met or touched & {*_keys(check.when), *_keys(check.require)}:
            anew.add(check.words)
    untyped = was.shape_of(before).fields.keys() - shape.fields.keys()
    return Asked(frozenset(anew), frozenset(untyped), chapters)


def _keys(predicate: Predicate) -> Iterator[str]:
    """The properties that a predicate asks about."""
    yield from filter(None, [predicate.key])
    if predicate.kind == "has":
        yield from map(str, predicate.values)
    if predicate.kind == "tag":
        yield from ("tags", "tag")
    for part in predicate.parts:
        yield from _keys(part)


def _renamed(before: Note, after: Note, shift: Shift) -> set[str]:
    """The names, new and old, of properties whose keys were edited."""
    old, new = before.facts.frontmatter, after.facts.frontmatter
    if old is None or new is None:
        return set()
    edited = [p for p in old.properties if shift.covers(*p.key_span)]
    starts = {shift.moved(p.start) for p in edited}
    return {p.key for p in edited} | {p.key for p in new.properties if p.start in starts}


def _given_another(before: Note, fixes: Fixes) -> set[str]:
    """The properties that are given another type or day."""
    made = [(d, fix) for d, fix in fixes if d.code in _ANOTHER_VALUE]
    spans = [e.span for _, fix in made for e in fix.edits]
    block = before.facts.frontmatter
    edited = {
        prop.key
        for prop in (block.properties if block else ())
        if any(prop.start <= span.start and span.end <= prop.end for span in spans)
    }
    return edited | {d.finding.field for d, _ in made if d.finding.field}


def _dates(note: Note) -> Counter[str]:
    """How many values that are read as a date each property has, those within others included."""
    block = note.facts.frontmatter
    found: Counter[str] = Counter()
    left: list[Property] = list(block.properties) if block else []
    while left:
        prop = left.pop()
        for value in (prop.value, *scalars(prop.value)):
            left += value.properties
        readings = (read_date(value.text) for value in scalars(prop.value))
        found[prop.key] += sum(reading.iso is not None for reading in readings)
    return found


def _is_of(field: str | None, names: Iterable[str]) -> bool:
    """Whether what a person calls `field` is one of these properties, or in one."""
    return any(
        field == name or (field or "").startswith((f"{name}.", f"{name}[")) for name in names
    )
