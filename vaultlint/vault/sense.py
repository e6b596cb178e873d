"""What a note says to Obsidian, whatever stands around it."""

from __future__ import annotations

from collections.abc import Iterable

from vaultlint.note import Note
from vaultlint.text import BOM, Edit, OverlappingEditsError, apply


def is_read_the_same(note: Note, edits: Iterable[Edit], but: str = "") -> bool:
    """Whether the note says what it says also after `edits`: all but the property `but`. A note
    in which nothing would be left says something else."""
    try:
        after = Note.parse(note.path, apply(note.data, edits))
    except OverlappingEditsError:
        return False
    return bool(after.data.strip(BOM + b" \t\r\n")) and _sense(after, but) == _sense(note, but)


def _sense(note: Note, but: str) -> tuple[object, ...]:
    facts = note.facts
    block = facts.frontmatter
    properties = block and [p.content for p in block.properties if p.key != but]
    links = [
        (k.target, k.subpath, k.display, k.in_table, note.is_comment(k.start)) for k in facts.links
    ]
    headings = [(h.level, h.text) for h in facts.headings]
    words = [t.name for t in facts.tags], [b.id for b in facts.blocks]
    chapters = [(c.time, c.title) for c in facts.chapters]
    return properties, links, headings, words, chapters, [p.kind for p in facts.problems]
