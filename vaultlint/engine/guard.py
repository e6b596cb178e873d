"""What every fix promises, checked at run time on each note before it may be written."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

from vaultlint.engine.shift import Shift
from vaultlint.finding import Diagnostic, Fix, Severity
from vaultlint.judgement import Judged
from vaultlint.note import Note
from vaultlint.parse.facts import FrontMatter, Link, Property, Value
from vaultlint.parse.ranges import Ranges
from vaultlint.patterns import later
from vaultlint.text import Edit, Span

_BLANK_LINE = later(rb"\n[ \t]*+\r?\n")
_ON_CONDITION = ("SCH010", "DAT005")

Fixes = Sequence[tuple[Diagnostic, Fix]]


def broken_promise(
    before: Note,
    after: Note,
    edits: Sequence[Edit],
    fixes: Fixes,
    found_before: tuple[Diagnostic, ...],
    judged: Judged,
    revealing: frozenset[str] = frozenset(),
) -> str | None:
    """Why `after` must not be written in the place of `before`, or None if it may.

    `edits` are all edits of this round in the note, `fixes` the diagnostics they mend. What the
    schemas `revealing`, which the note has only since it is mended, find in it is no fault of a
    fix.
    """
    if after.facts.unreadable is not None:
        return "the fixed note could not be read"
    if before.data and not after.data:
        return "the fixed note would be empty"
    if judged.crashes:
        return f"{judged.crashes[0].code} cannot judge the fixed note"
    shift = Shift(edits)
    if not _same_outside(before.data, after.data, shift):
        return "bytes outside the edits changed"
    return (
        _properties_kept(before, after, shift)
        or _body_kept(before, after, shift, {d.code for d, _ in fixes})
        or _fixed_findings_gone(fixes, found_before, judged.diagnostics, shift)
        or _no_new_error(fixes, found_before, judged.diagnostics, (shift, before, after), revealing)
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
    if old is None or not _readable(old):
        return None
    if new is None or not _readable(new):
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


def _readable(frontmatter: FrontMatter) -> bool:
    return not any(p.kind == "invalid-yaml" for p in frontmatter.problems)


def _body_kept(before: Note, after: Note, shift: Shift, codes: set[str]) -> str | None:
    """Links, headings, tags and block ids of the body that no edit touches are the same, and no
    other ones appear. Where text becomes front matter (YML004) they may, and in a table whose
    cells are other ones now (STR011)."""
    if "YML004" in codes:
        return None
    old = [
        (shift.moved(at), what, how)
        for at, end, what, how in _marks(before)
        if not shift.touches(at, end)
    ]
    new = [
        (at, what, how) for at, end, what, how in _marks(after) if not shift.touches_new(at, end)
    ]
    tables = _tables(after, shift, codes)
    old, new = ([m for m in marks if not tables.hold(m[0])] for marks in (old, new))
    if old == new:
        return None
    changed = next(
        (o or n for o, n in zip([*old, None], [*new, None], strict=False) if o != n), None
    )
    return f"`{changed[1] if changed else ''}` in the text would be read otherwise"


def _tables(after: Note, shift: Shift, codes: set[str]) -> Ranges:
    """The tables that are mended: the lines around each edit, up to the next blank ones."""
    if "STR011" not in codes:
        return Ranges(())
    breaks = [0, *(m.end() for m in _BLANK_LINE.finditer(after.data)), len(after.data) + 1]
    around = {bisect_right(breaks, new.start) for _, new in shift.spans}
    return Ranges((breaks[n - 1], breaks[n]) for n in around)


def _marks(note: Note) -> list[tuple[int, int, str, str]]:
    facts = note.facts
    found = [
        (
            n.start,
            n.end,
            "" if _refers(n) else n.target + n.subpath,
            f"{n.form} {n.embed} {n.display}",
        )
        for n in facts.links
        if n.key is None
    ]
    found += [(h.start, h.end, h.text, f"{h.level}") for h in facts.headings]
    found += [(t.start, t.end, t.name, "#") for t in facts.tags]
    found += [(b.start, b.end, b.id, "^") for b in facts.blocks]
    return sorted(found)


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
    fixes: Fixes,
    before: Iterable[Diagnostic],
    after: Iterable[Diagnostic],
    where: tuple[Shift, Note, Note],
    revealing: frozenset[str],
) -> str | None:
    """Errors may not grow in number, nor may one stand where nothing was edited; except where YAML
    became readable and shows what it hid, where a note has a schema that it had not, a property a
    name or a type with which its value is judged, or one to which another is compared, or a table
    a cell that it lacked."""
    if any(d.code.startswith("YML") for d, _ in fixes):
        return None
    shift, old, note = where
    newly = _renamed(old, note, shift) | {d.finding.field for d, _ in fixes if d.code == "SCH003"}
    was = Counter(d.code for d in before if _counts(d))
    errors = [d for d in after if _counts(d) and d.finding.schema not in revealing]
    tables = _tables(note, shift, {d.code for d, _ in fixes})
    errors = [
        d
        for d in errors
        if not _is_of(d.finding.field, newly) and not tables.hold(d.finding.span.start)
    ]
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


def _is_of(field: str | None, names: set[str | None]) -> bool:
    """Whether what a person calls `field` is in one of these properties."""
    return field in names or any(
        name and (field or "").startswith((f"{name}.", f"{name}[")) for name in names
    )


def _counts(diagnostic: Diagnostic) -> bool:
    """Whether it is an error that a fix might bring; not one that a property asks of others."""
    return diagnostic.severity is Severity.ERROR and diagnostic.code not in _ON_CONDITION


def _reached(note: Note, regions: list[Span]) -> Ranges:
    """The regions, and the links whose addresses are written in them."""
    edited = Ranges(regions)
    referring = (link for link in note.facts.links if _refers(link)) if regions else ()
    links = (i.span for i in referring if _meets(edited, i.target_start, i.target_end))
    return Ranges([*regions, *links])


def _meets(ranges: Ranges, start: int, end: int) -> bool:
    """Whether `start`..`end` overlaps a range, or begins where one ends, or ends where it begins."""
    return ranges.overlap(start - 1, end + 1)


def _renamed(before: Note, after: Note, shift: Shift) -> set[str | None]:
    """The new names of properties whose keys were edited."""
    old, new = before.facts.frontmatter, after.facts.frontmatter
    if old is None or new is None:
        return set()
    starts = {shift.moved(p.start) for p in old.properties if shift.covers(*p.key_span)}
    return {p.key for p in new.properties if p.start in starts}
