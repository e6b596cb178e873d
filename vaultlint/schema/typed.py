"""The values of a note that a schema gives a type, those inside of objects included."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from vaultlint.note import Note
from vaultlint.parse.facts import Property, Value
from vaultlint.parse.properties import Steps
from vaultlint.schema.predicate import scalars
from vaultlint.schema.shape import Field, Schema


class Typed(NamedTuple):
    """One value; of a list each item is one. `path` is what a person calls the property
    (`address.city`), `beside` are the properties among which it stands."""

    path: str
    field: Field
    property: Property
    value: Value
    beside: Mapping[str, Property]


def typed(note: Note, fields: Iterable[Field], kinds: frozenset[str]) -> Iterator[Typed]:
    """Every value whose field is of a type among `kinds`, in the order of the fields."""
    return _typed(note.properties, fields, kinds, "")


def _typed(
    beside: Mapping[str, Property], fields: Iterable[Field], kinds: frozenset[str], above: str
) -> Iterator[Typed]:
    for field in fields:
        if field.type.name not in kinds and not field.fields:
            continue
        prop = beside.get(field.name)
        if prop is None:
            continue
        path = above + field.name
        many = prop.value.kind == "list"
        for at, value in enumerate(scalars(prop.value)):
            if value.kind == "object" and field.fields:
                inner = f"{path}[{at}]." if many else f"{path}."
                yield from _typed(by_key(value), field.fields, kinds, inner)
            elif field.type.name in kinds:
                yield Typed(path, field, prop, value, beside)


def by_key(value: Value) -> dict[str, Property]:
    """The properties of an object; of those that stand twice, the first."""
    return {p.key: p for p in reversed(value.properties)}


def referred(written: str, beside: Mapping[str, Property], note: Note) -> Property | None:
    """The property that `$name` refers to: the one beside it, else the note's own."""
    name = written[1:]
    return beside.get(name) or note.properties.get(name)


def leads_to_kind(field: Field, schemas: Iterable[Schema]) -> bool:
    """Whether a note that has `schemas` is what a link in the field should lead to."""
    kinds = field.type.args
    return (
        field.type.name != "link"
        or not kinds
        or any(not s.kinds.isdisjoint(kinds) for s in schemas)
    )


def field_at(fields: Mapping[str, Field], steps: Steps) -> Field | None:
    """The field of what stands there, if a schema knows it."""
    found: Field | None = None
    for name in (step for step in steps if isinstance(step, str)):
        found = fields.get(name)
        if found is None:
            return None
        fields = {f.name: f for f in found.fields}
    return found
