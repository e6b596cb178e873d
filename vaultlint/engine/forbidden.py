"""Places that no fix touches, since nobody can tell what its author meant, or what else it means."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from vaultlint.note import Note
from vaultlint.parse.facts import Property
from vaultlint.parse.ranges import Ranges
from vaultlint.text import Span

_NAME = rb"[^\s,\[\]{}]+"
_ANCHOR = re.compile(rb"(?:^|[\s:\-\[,{])&(" + _NAME + rb")")
_ALIAS = re.compile(rb"(?:^|[\s:\-\[,{])\*(" + _NAME + rb")")


def may_edit(note: Note, span: Span) -> bool:
    """Whether a fix may edit these bytes of the note: not in a note under conflict, where every
    line may be one of two; not in a property that stands twice, or shares a value with another."""
    return not _untouchable(note).overlap(*span)


@lru_cache(maxsize=16)
def _untouchable(note: Note) -> Ranges:
    facts = note.facts
    if any(p.kind == "merge-conflict" for p in facts.problems):
        return Ranges([(-1, facts.size + 1)])
    block = facts.frontmatter
    if block is None:
        return Ranges(())
    often = Counter(p.key for p in block.properties)
    found = [p for p in block.properties if often[p.key] > 1]
    inner = note.data[block.inner_start : block.inner_end]
    if b"&" in inner and b"*" in inner:
        shared = set(_ANCHOR.findall(inner)) & set(_ALIAS.findall(inner))
        found += [p for p in block.properties if _shares(note, p, shared)]
    return Ranges((p.start, p.end) for p in found)


def _shares(note: Note, prop: Property, shared: set[bytes]) -> bool:
    """Whether the property holds an anchor that an alias repeats, or the alias."""
    written = note.data[prop.start : prop.end]
    return not shared.isdisjoint((*_ANCHOR.findall(written), *_ALIAS.findall(written)))
