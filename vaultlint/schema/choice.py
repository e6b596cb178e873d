"""The property by which a note chooses its schemas itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vaultlint.note import Note
from vaultlint.schema.nearest import nearest
from vaultlint.schema.predicate import scalars
from vaultlint.schema.shape import Field, Schema
from vaultlint.schema.violations import Violation

USUAL = "schema"
"""The name of the property, where the settings do not give it another."""


def chosen(note: Note, name: str, schemas: Mapping[str, Schema]) -> tuple[Schema, ...]:
    """The schemas that the property `name` of `note` names, in the order of names."""
    prop = note.properties.get(name)
    if prop is None:
        return ()
    names = {item.text.strip() for item in scalars(prop.value)}
    return tuple(s for s in schemas.values() if s.name in names)


def mistaken(note: Note, name: str, schemas: Mapping[str, Schema]) -> Iterator[Violation]:
    """Choices that name no schema. A property with the usual name may be there for something
    else, and so only a near miss is taken for one."""
    prop = note.properties.get(name)
    if prop is None or not schemas:
        return
    for item in scalars(prop.value):
        text = item.text.strip()
        if item.kind != "text" or not text or text in schemas:
            continue
        if name != USUAL or nearest(text, schemas) is not None:
            field = Field(name, one_of=tuple(schemas))
            message = f"is `{text}`, which is none of the schemas"
            yield Violation("value", field, name, prop, item, message)
