"""Places that no fix touches, since nobody can tell what its author meant, or what else it means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from vaultlint.note import Note
from vaultlint.parse.facts import Property, Value
from vaultlint.parse.ranges import Ranges
from vaultlint.patterns import later
from vaultlint.text import Edit

_NAME = rb"[^\s,\[\]{}]+"
_ANCHOR = later(rb"(?:^|[\s:\-\[,{])&(" + _NAME + rb")")
_MARK = later(rb"[&!]" + _NAME)
_ALIAS = later(rb"(?:^|[\s:\-\[,{])\*(" + _NAME + rb")")


def may_edit(note: Note, edit: Edit) -> bool:
    """Whether a fix may make this edit of the note: not in a note under conflict, where every line
    may be one of two; not in a property that stands twice, shares a value with another, or is in
    braces with all of them; and none that loses the name of an anchor, or a tag."""
    start, end = edit.span
    return not _untouchable(note).overlap(start, end) and all(
        mark in edit.text or end <= s or e <= start for s, e, mark in _marks(note)
    )


@lru_cache(maxsize=16)
def _untouchable(note: Note) -> Ranges:
    facts = note.facts
    if any(p.kind == "merge-conflict" for p in facts.problems):
        return Ranges([(-1, facts.size + 1)])
    block = facts.frontmatter
    if block is None:
        return Ranges(())
    if block.properties and not _in_lines(note, block.properties[0], block.inner_start):
        return Ranges([(block.inner_start, block.inner_end)])
    often = Counter(p.key for p in block.properties)
    found = [p for p in block.properties if often[p.key] > 1]
    inner = note.data[block.inner_start : block.inner_end]
    if b"&" in inner and b"*" in inner:
        shared = set(_ANCHOR.findall(inner)) & set(_ALIAS.findall(inner))
        found += [p for p in block.properties if _shares(note, p, shared)]
    return Ranges((p.start, p.end) for p in found)


def _in_lines(note: Note, prop: Property, start: int) -> bool:
    """Whether properties stand in lines of their own, from byte `start`, and not all in braces."""
    return prop.start == start or note.data[prop.start - 1 : prop.start] == b"\n"


def _shares(note: Note, prop: Property, shared: set[bytes]) -> bool:
    """Whether the property holds an anchor that an alias repeats, or the alias."""
    written = note.data[prop.start : prop.end]
    return not shared.isdisjoint((*_ANCHOR.findall(written), *_ALIAS.findall(written)))


@lru_cache(maxsize=16)
def _marks(note: Note) -> tuple[tuple[int, int, str], ...]:
    """What stands before values, and where: `&name`, `!tag`."""
    block = note.facts.frontmatter
    inner = note.data[block.inner_start : block.inner_end] if block else b""
    if block is None or (b"&" not in inner and b"!" not in inner):
        return ()
    return tuple(m for p in block.properties for m in _marks_in(note, p.value))


def _marks_in(note: Note, value: Value) -> Iterator[tuple[int, int, str]]:
    mark = _MARK.match(note.data, value.start, value.end)
    if mark is not None:
        yield mark.start(), mark.end(), mark[0].decode()
    for inner in (*value.items, *(p.value for p in value.properties)):
        yield from _marks_in(note, inner)
