"""The dates of a note: which values are meant as one, and what each says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from vaultlint.dates import Reading, read_date
from vaultlint.note import Note
from vaultlint.parse.facts import Property, Value
from vaultlint.schema.predicate import scalars
from vaultlint.schema.shape import Field, Shape
from vaultlint.schema.violations import is_placeholder, is_readable

DATES = ("date", "datetime")
_NAMES = frozenset(
    [
        "date",
        "created",
        "updated",
        "modified",
        "published",
        "due",
        "scheduled",
        "start",
        "end",
        "started",
        "finished",
        "completed",
    ]
)
"""Properties that are dates by their names, where nothing gives them a type."""
_ISO_SHAPE = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
)


class Dated(NamedTuple):
    """A value that is meant as a date, with its reading. `field` is None where neither a schema
    nor Obsidian's types say so, but the value has the shape of a date, or the property its name."""

    property: Property
    value: Value
    reading: Reading
    field: Field | None


def dated(note: Note, shape: Shape) -> Iterator[Dated]:
    """Every such value of the note's properties, in the order of the file."""
    if note.facts.frontmatter is None or not is_readable(note):
        return
    for prop in note.properties.values():
        field = shape.fields.get(prop.key)
        typed = field is not None and field.type.name in DATES
        for value in scalars(prop.value):
            text = value.text.strip()
            if not text or value.kind not in ("text", "number"):
                continue
            if not any(c.isdigit() for c in text) or is_placeholder(value):
                continue
            if typed:
                if "[[" not in text:
                    yield Dated(prop, value, read_date(text), field)
            elif (
                (field is None or field.type.name == "any")
                and value.kind == "text"
                and _ISO_SHAPE.fullmatch(text)
            ):
                yield Dated(prop, value, read_date(text), None)
            elif field is None and prop.key.lower() in _NAMES:
                reading = read_date(text)
                if reading.kind in ("other", "ambiguous", "invalid"):
                    yield Dated(prop, value, reading, None)
