"""What every fix promises, checked at run time on each note before it may be written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from vaultlint.engine.check import Judged
from vaultlint.finding import Diagnostic, Fix, Severity
from vaultlint.note import Note
from vaultlint.parse.facts import FrontMatter, Property, Value
from vaultlint.text import Edit


def broken_promise(
    before: Note,
    after: Note,
    edits: Sequence[Edit],
    fixes: Iterable[tuple[Diagnostic, Fix]],
    found_before: tuple[Diagnostic, ...],
    judged: Judged,
) -> str | None:
    """Why `after` must not be written in the place of `before`, or None if it may.

    `edits` are all edits of this round in the note, `fixes` the diagnostics they mend.
    """
    if after.facts.unreadable is not None:
        return "the fixed note could not be read"
    if before.data and not after.data:
        return "the fixed note would be empty"
    if not _same_outside(before.data, after.data, edits):
        return "bytes outside the edits changed"
    return (
        _properties_kept(before, after, edits)
        or _fixed_findings_gone(fixes, found_before, judged.diagnostics)
        or _no_new_error(fixes, found_before, judged.diagnostics)
    )


def _same_outside(before: bytes, after: bytes, edits: Sequence[Edit]) -> bool:
    at = shift = 0
    for edit in sorted(edits, key=lambda e: e.span):
        start, end = edit.span
        if before[at:start] != after[at + shift : start + shift]:
            return False
        shift += len(edit.text.encode()) - (end - start)
        at = end
    return before[at:] == after[at + shift :]


def _properties_kept(before: Note, after: Note, edits: Sequence[Edit]) -> str | None:
    old, new = before.facts.frontmatter, after.facts.frontmatter
    if old is None or not _readable(old):
        return None
    if new is None or not _readable(new):
        return "front matter that could be read no longer can"
    left = Counter(_data(p) for p in new.properties)
    for prop in old.properties:
        if any(e.span.start < prop.end and prop.start < e.span.end for e in edits):
            continue
        if not left[_data(prop)]:
            return f"property `{prop.key}` changed though no edit names it"
    return None


def _readable(frontmatter: FrontMatter) -> bool:
    return not any(p.kind == "invalid-yaml" for p in frontmatter.problems)


def _data(item: Property | Value) -> tuple[object, ...]:
    """A property or value without its place in the file."""
    if isinstance(item, Property):
        return (item.key, _data(item.value))
    return (
        item.kind,
        item.text,
        tuple(_data(i) for i in item.items),
        tuple(_data(p) for p in item.properties),
    )


def _fixed_findings_gone(
    fixes: Iterable[tuple[Diagnostic, Fix]],
    before: Iterable[Diagnostic],
    after: Iterable[Diagnostic],
) -> str | None:
    was = Counter(_what(d) for d in before)
    now = Counter(_what(d) for d in after)
    mended = Counter(_what(d) for d, _ in fixes if d in before)
    # a block that could not be read hid what stands below the fault: only the fault must be gone
    revealed = any(what[0] == "YML001" for what in mended)
    for what, count in mended.items():
        if revealed and what[0] != "YML001":
            continue
        if now[what] > was[what] - count:
            return f"{what[0]} is still there after its fix"
    return None


def _what(diagnostic: Diagnostic) -> tuple[str, str | None, str]:
    return diagnostic.code, diagnostic.finding.field, diagnostic.finding.message


def _no_new_error(
    fixes: Iterable[tuple[Diagnostic, Fix]],
    before: Iterable[Diagnostic],
    after: Iterable[Diagnostic],
) -> str | None:
    """Errors may not grow in number, except where YAML became readable and shows what it hid."""
    if any(d.code.startswith("YML") for d, _ in fixes):
        return None
    was = Counter(d.code for d in before if d.severity is Severity.ERROR)
    now = Counter(d.code for d in after if d.severity is Severity.ERROR)
    if now.total() > was.total():
        new = ", ".join(sorted(now - was))
        return f"the fix would bring a new error ({new})"
    return None
