"""The types that Obsidian gives properties (`.obsidian/types.json`), and which fields they suit."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from vaultlint.schema.shape import Field, FieldType

OBSIDIAN_TYPES: Mapping[str, FieldType] = MappingProxyType(
    {
        "text": FieldType("text"),
        "multitext": FieldType("text", either=True),
        "number": FieldType("number"),
        "checkbox": FieldType("checkbox"),
        "date": FieldType("date"),
        "datetime": FieldType("datetime"),
        "tags": FieldType("tag", either=True),
        "aliases": FieldType("text", either=True),
    }
)
"""What the types of `types.json` are here. The app keeps one value or a list of them alike."""

_ONE = {
    "number": ("number",),
    "integer": ("number",),
    "checkbox": ("checkbox",),
    "date": ("date", "datetime"),
    "datetime": ("datetime",),
    "duration": ("text", "number"),
    "enum": ("text", "number"),
}
_LISTS = ("multitext", "tags", "aliases")


def suiting(field: Field) -> tuple[str, ...]:
    """The types that Obsidian may give a field, the best first; none where all are alike to it.
    To the app every list is one of texts."""
    if field.type.name in ("any", "object"):
        return ()
    if field.name.lower() in ("tags", "aliases"):
        return (field.name.lower(),)
    if field.type.many:
        return _LISTS
    one = _ONE.get(field.type.name, ("text",))
    return (*_LISTS, *one) if field.type.either else one


LEGACY = {"tag": "tags", "alias": "aliases", "cssclass": "cssclasses"}
"""Properties that Obsidian reads no longer, and those that took their place."""
