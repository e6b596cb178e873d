"""What a note says to Obsidian, whatever stands around it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from vaultlint.note import Note
from vaultlint.parse.facts import Directive
from vaultlint.text import BOM, Edit, OverlappingEditsError, apply


def is_read_the_same(note: Note, without: Mapping[Directive, Edit], but: str) -> bool:
    """Whether the note says what it says also after these edits, which take suppressions out of it:
    all but the property `but`. A note in which nothing would be left says something else."""
    try:
        after = Note.parse(note.path, apply(note.data, without.values()))
    except OverlappingEditsError:
        return False
    if not after.data.strip(BOM + b" \t\r\n"):
        return False
    kept = [_silences(d) for d in note.facts.directives if d not in without]
    if [_silences(d) for d in after.facts.directives] != kept:
        return False
    return _sense(after, but) == _sense(note, but)


def is_same_but_for_cells(note: Note, edits: Iterable[Edit]) -> bool:
    """Whether the note says what it says also after `edits`, but for how tables are parted into
    cells: what was cut off there is shown now, and a table may be one that was none."""
    after = Note.parse(note.path, apply(note.data, edits))
    return _words(after) == _words(note) and _faults(after) == _faults(note)


def _silences(directive: Directive) -> tuple[object, ...]:
    return directive.kind, directive.codes, directive.reason


def _sense(note: Note, but: str) -> tuple[object, ...]:
    facts = note.facts
    block = facts.frontmatter
    properties = block and [p.content for p in block.properties if p.key != but]
    links = [(k.display, k.in_table, note.is_comment(k.start)) for k in facts.links]
    chapters = [(c.time, c.title) for c in facts.chapters]
    return properties, _words(note), links, chapters, [p.kind for p in facts.problems]


def _faults(note: Note) -> list[str]:
    return [p.kind for p in note.facts.problems if p.kind != "split-cell"]


def _words(note: Note) -> tuple[object, ...]:
    facts = note.facts
    links = [(k.target, k.subpath) for k in facts.links]
    headings = [(h.level, h.text) for h in facts.headings]
    return links, headings, [t.name for t in facts.tags], [b.id for b in facts.blocks]
