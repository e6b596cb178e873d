"""Places that no fix touches, since nobody can tell what its author meant, or what else it means."""

from __future__ import annotations

import re
from collections import Counter

from vaultlint.note import Note
from vaultlint.parse.facts import Property
from vaultlint.text import Span

_NAME = rb"[^\s,\[\]{}]+"
_ANCHOR = re.compile(rb"(?:^|[\s:\-\[,{])&(" + _NAME + rb")")
_ALIAS = re.compile(rb"(?:^|[\s:\-\[,{])\*(" + _NAME + rb")")


def may_edit(note: Note, span: Span) -> bool:
    """Whether a fix may edit these bytes of the note: not in a note under conflict, where every
    line may be one of two; not in a property that stands twice, or shares a value with another."""
    if any(p.kind == "merge-conflict" for p in note.facts.problems):
        return False
    block = note.facts.frontmatter
    if block is None or span.start >= block.end:
        return True
    touched = [p for p in block.properties if span.start < p.end and p.start < span.end]
    if not touched:
        return True
    often = Counter(p.key for p in block.properties)
    if any(often[p.key] > 1 for p in touched):
        return False
    inner = note.data[block.inner_start : block.inner_end]
    if b"&" not in inner or b"*" not in inner:
        return True
    shared = set(_ANCHOR.findall(inner)) & set(_ALIAS.findall(inner))
    return not any(_shares(note, p, shared) for p in touched)


def _shares(note: Note, prop: Property, shared: set[bytes]) -> bool:
    """Whether the property holds an anchor that an alias repeats, or the alias."""
    written = note.data[prop.start : prop.end]
    return not shared.isdisjoint((*_ANCHOR.findall(written), *_ALIAS.findall(written)))
