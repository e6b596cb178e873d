"""What the whole vault asks of every note: little, so that it is had without parsing them all."""

from __future__ import annotations

from sys import intern

from vaultlint.note import Face, Note
from vaultlint.schema.predicate import scalars


def face(note: Note) -> Face:
    """The face of a note."""
    tags = {t.name for t in note.facts.tags}
    prop = note.properties.get("tags")
    if prop is not None:
        tags |= {v.text for v in scalars(prop.value) if v.kind == "text" and v.text.strip()}
    return Face(note.aliases, tuple(map(intern, sorted(tags))), tuple(map(intern, note.properties)))
