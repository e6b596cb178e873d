"""What every fix promises, checked at run time on each note before it may be written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from vaultlint.engine.revealed import (
    NOTHING_ELSE,
    Asked,
    Fixes,
    Revealed,
    is_valid,
    mended_tables,
)
from vaultlint.engine.shift import Shift
from vaultlint.finding import Diagnostic, Severity
from vaultlint.judgement import Judged
from vaultlint.note import Note
from vaultlint.parse.facts import Link, Property, Value
from vaultlint.parse.ranges import Ranges
from vaultlint.text import Edit, Span

_Mark = tuple[int, str, str]
"""Where something stands in the body, what it is, and as what it is read."""


def broken_promise(
    before: Note,
    after: Note,
    edits: Sequence[Edit],
    fixes: Fixes,
    found_before: tuple[Diagnostic, ...],
    judged: Judged,
    asked: Asked = NOTHING_ELSE,
) -> str | None:
    """Why `after` must not be written in the place of `before`, or None if it may.

    `edits` are all edits of this round in the note, `fixes` the diagnostics they mend, `asked`
    what schemas ask of the note only since then: what that finds in it is no fault of a fix.
    """
    if after.facts.unreadable is not None:
        return "the fixed note could not be read"
    if before.data and not after.data:
        return "the fixed note would be empty"
    if judged.crashes:
        return f"{judged.crashes[0].code} cannot judge the fixed note"
    shift, found = Shift(edits), judged.diagnostics
    if not _same_outside(before.data, after.data, shift):
        return "bytes outside the edits changed"
    revealed = Revealed(before, after, shift, fixes, asked)
    return (
        _properties_kept(before, after, shift)
        or _body_kept(before, after, shift, fixes)
        or _fixed_findings_gone(fixes, found_before, found, shift)
        or _no_new_error(found_before, found, after, shift, revealed)
    )


def _same_outside(before: bytes, after: bytes, shift: Shift) -> bool:
    at = new = 0
    for (start, end), (new_start, new_end) in shift.spans:
        if before[at:start] != after[new:new_start]:
            return False
        at, new = end, new_end
    return before[at:] == after[new:]


def _properties_kept(before: Note, after: Note, shift: Shift) -> str | None:
    old, new = before.facts.frontmatter, after.facts.frontmatter
    if old is None or not is_valid(old):
        return None
    if new is None or not is_valid(new):
        return "front matter that could be read no longer can"
    left = Counter(p.content for p in new.properties)
    now = {p.start: p.value for p in reversed(new.properties)}
    for prop in old.properties:
        whole = shift.covers(prop.start, prop.end)  # it was moved: it may not be changed as well
        if shift.touches(prop.start, prop.end) and not whole:
            if not _parts_kept(prop, now.get(shift.moved(prop.start)), shift):
                return f"a part of `{prop.key}` changed though no edit names it"
        elif not left[prop.content]:
            return f"property `{prop.key}` changed though no edit names it"
        else:
            left[prop.content] -= 1
    kept = [p.content for p in old.properties if not shift.touches(p.start, p.end)]
    others = iter([p.content for p in new.properties])
    if not all(content in others for content in kept):
        return "properties that no edit names changed their order"
    return None


def _parts_kept(prop: Property, now: Value | None, shift: Shift) -> bool:
    """Whether the items of a list, or the properties of an object, that no edit names are still in
    the property that an edit touches, the value of which is `now`."""
    parts: tuple[Value | Property, ...] = (*prop.value.items, *prop.value.properties)
    kept: Counter[object] = Counter(
        p.content for p in parts if p.start < p.end and not shift.touches(p.start, p.end)
    )
    there: Counter[object] = Counter()
    if now is not None:
        there.update(i.content for i in now.items)
        there.update(p.content for p in now.properties)
    return kept <= there


def _body_kept(before: Note, after: Note, shift: Shift, fixes: Fixes) -> str | None:
    """Links, headings, tags and block ids of the body that no edit touches are the same, and no
    other ones appear. Where text becomes front matter (YML004) they may; in a table whose cells are
    other ones now (STR011) the same may stand otherwise."""
    if any(d.code == "YML004" for d, _ in fixes):
        return None
    tables = mended_tables(after, shift, fixes)
    old = [
        (shift.moved(start), what, how)
        for start, end, what, how in _marks(before)
        if not shift.touches(start, end)
    ]
    new = [
        (start, what, how)
        for start, end, what, how in _marks(after)
        if not shift.touches_new(start, end)
    ]
    pairs = zip_longest(_apart(old, tables), _apart(new, tables))
    changed = next((was or now for was, now in pairs if was != now), None)
    return f"`{changed[1]}` in the text would be read otherwise" if changed else None


def _marks(note: Note) -> list[tuple[int, int, str, str]]:
    """What the app reads in the body: from where to where, what, and as what."""
    facts = note.facts
    found = [
        (
            k.start,
            k.end,
            "" if _refers(k) else k.target + k.subpath,
            f"{k.form} {k.embed} {k.display}",
        )
        for k in facts.links
        if k.key is None
    ]
    found += [(h.start, h.end, h.text, f"{h.level}") for h in facts.headings]
    found += [(t.start, t.end, t.name, "#") for t in facts.tags]
    found += [(b.start, b.end, b.id, "^") for b in facts.blocks]
    return sorted(found)


def _apart(marks: Iterable[_Mark], tables: Ranges) -> Iterator[_Mark]:
    """The marks, those in mended tables without their places and forms."""
    return ((0, what, "") if tables.hold(at) else (at, what, how) for at, what, how in marks)


def _refers(link: Link) -> bool:
    """Whether the address is written elsewhere, in a definition that an edit may touch."""
    return not link.start <= link.target_start <= link.target_end <= link.end


def _fixed_findings_gone(
    fixes: Fixes, before: Iterable[Diagnostic], after: Iterable[Diagnostic], shift: Shift
) -> str | None:
    was = Counter(_what(d) for d in before)
    now = Counter(_what(d) for d in after)
    known = frozenset(before)
    mended = Counter(_what(d) for d, _ in fixes if d in known)
    # a block that could not be read hid what stands below the fault: only the fault must be gone
    revealed = any(what[0] == "YML001" for what in mended)
    for what, count in mended.items():
        if revealed and what[0] != "YML001":
            continue
        # the same may be found elsewhere, where a fix brought it to light
        if now[what] > was[what] - count and _is_in_place(what, fixes, after, shift):
            return f"{what[0]} is still there after its fix"
    return None


def _is_in_place(
    what: tuple[str, str | None, str], fixes: Fixes, after: Iterable[Diagnostic], shift: Shift
) -> bool:
    """Whether one of the findings `what` stands where a fix of one was made."""
    mended = [(d.finding.span, fix) for d, fix in fixes if _what(d) == what]
    edited = {e.span for _, fix in mended for e in fix.edits}
    places = [new for old, new in shift.spans if old in edited]
    for (start, end), _ in mended:
        if not shift.touches(start, end):
            places.append(Span(shift.moved(start), shift.moved(end)))
    held, exact = Ranges(places), set(places)
    found = [d.finding.span for d in after if _what(d) == what]
    return any(held.overlap(*span) or span in exact for span in found)


def _what(diagnostic: Diagnostic) -> tuple[str, str | None, str]:
    return diagnostic.code, diagnostic.finding.field, diagnostic.finding.message


def _no_new_error(
    before: Iterable[Diagnostic],
    after: Iterable[Diagnostic],
    note: Note,
    shift: Shift,
    revealed: Revealed,
) -> str | None:
    """Errors may not grow in number, nor may one stand where nothing was edited; except such as the
    fix only brings to light."""
    was = Counter(d.code for d in before if d.severity is Severity.ERROR)
    errors = [d for d in after if d.severity is Severity.ERROR and not revealed.holds(d)]
    now = Counter(d.code for d in errors)
    new = now - was
    regions = _reached(note, shift.regions(note) if new else [])
    for diagnostic in errors:
        if diagnostic.code.startswith("YML"):
            continue  # a property twice is no fix of another fault
        if new[diagnostic.code] and _meets(regions, *diagnostic.finding.span):
            new[diagnostic.code] -= 1  # another error in the place of the one that was mended
    if now.total() > was.total() or +new:
        return f"the fix would bring a new error ({', '.join(sorted(+new or now - was))})"
    return None


def _reached(note: Note, regions: list[Span]) -> Ranges:
    """The regions, and the links whose addresses are written in them."""
    edited = Ranges(regions)
    referring = (link for link in note.facts.links if _refers(link)) if regions else ()
    links = (i.span for i in referring if _meets(edited, i.target_start, i.target_end))
    return Ranges([*regions, *links])


def _meets(ranges: Ranges, start: int, end: int) -> bool:
    """Whether `start`..`end` overlaps a range, or begins where one ends, or ends where it begins."""
    return ranges.overlap(start - 1, end + 1)
