"""The dates of a note: which values are meant as one, and what each says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from vaultlint.dates import Reading, read_date
from vaultlint.note import Note
from vaultlint.parse.facts import Property, Value
from vaultlint.patterns import later
from vaultlint.schema.kinds import is_no_time
from vaultlint.schema.predicate import scalars
from vaultlint.schema.shape import Field, Shape
from vaultlint.schema.typed import typed
from vaultlint.schema.violations import is_placeholder, is_readable

DATES = frozenset(("date", "datetime"))
_MOMENTS = DATES | {"time"}
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
_ISO_SHAPE = later(
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
)


class Dated(NamedTuple):
    """A value that is meant as a date, with its reading. `path` is what a person calls the
    property, `beside` are those among which it stands. `field` is None where neither a schema
    nor Obsidian's types say so, but the value has the shape of a date, or the property its name."""

    path: str
    value: Value
    reading: Reading
    field: Field | None
    beside: Mapping[str, Property]


def dated(note: Note, shape: Shape) -> Iterator[Dated]:
    """Every such value of the note's properties, in the order of the file."""
    if note.facts.frontmatter is None or not is_readable(note):
        return
    for prop in note.properties.values():
        field = shape.fields.get(prop.key)
        if field is not None and (field.fields or field.type.name in _MOMENTS):
            yield from _typed(note, field)
        elif field is None or field.type.name == "any":
            named = field is None and prop.key.lower() in _NAMES
            for value in scalars(prop.value):
                if named or value.text.lstrip()[:1].isdigit():
                    found = _untyped(note, prop, value, named=named)
                    if found is not None:
                        yield found


def _typed(note: Note, field: Field) -> Iterator[Dated]:
    for found in typed(note, (field,), _MOMENTS):
        value = found.value
        text = value.text.strip()
        if found.field.type.name == "time":
            if is_no_time(found.field.type, value):
                no_time = Reading("invalid", problem=_why_no_time(text))
                yield Dated(found.path, value, no_time, found.field, found.beside)
            continue
        if value.kind not in ("text", "number") or is_placeholder(value) or "[[" in text:
            continue
        reading = read_date(text) if any(map(str.isdigit, text)) else None
        if reading is None or (value.kind == "number" and reading.kind in ("none", "partial")):
            continue  # of the wrong type
        yield Dated(found.path, value, reading, found.field, found.beside)


def _why_no_time(text: str) -> str:
    hours, *parts = text.split(":")
    if int(hours) > 23:
        return "hours end at 23"
    return f"{'minutes' if int(parts[0]) > 59 else 'seconds'} end at 59"


def _untyped(note: Note, prop: Property, value: Value, *, named: bool) -> Dated | None:
    text = value.text.strip()
    if value.kind == "text" and _ISO_SHAPE.fullmatch(text):
        return Dated(prop.key, value, read_date(text), None, note.properties)
    if not (named and value.kind in ("text", "number") and any(map(str.isdigit, text))):
        return None
    reading = read_date(text)
    if reading.kind in ("other", "ambiguous", "invalid") and not is_placeholder(value):
        return Dated(prop.key, value, reading, None, note.properties)
    return None
