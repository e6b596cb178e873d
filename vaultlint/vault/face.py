"""What the whole vault asks of every note: little, so that it is had without parsing them all."""

from __future__ import annotations

from sys import intern
from typing import NamedTuple

from vaultlint.note import Note
from vaultlint.schema.predicate import scalars


class Face(NamedTuple):
    """A note's aliases, its tags as they are written (without `#`), its properties' names."""

    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    properties: tuple[str, ...] = ()


def face(note: Note) -> Face:
    """The face of a note."""
    tags = {t.name for t in note.facts.tags}
    prop = note.properties.get("tags")
    if prop is not None:
        tags |= {v.text for v in scalars(prop.value) if v.kind == "text" and v.text.strip()}
    return Face(note.aliases, tuple(map(intern, sorted(tags))), tuple(map(intern, note.properties)))
