"""A schema as JSON Schema (2020-12), for editors and other programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from vaultlint.parse.yaml_scalars import kind_of
from vaultlint.schema.shape import Field, Schema
from vaultlint.schema.violations import KNOWN_TO_OBSIDIAN, OURS

TYPES: dict[str, dict[str, Any]] = {
    "text": {"type": ["string", "number"]},
    "number": {"type": "number"},
    "integer": {"type": "integer"},
    "checkbox": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "datetime": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}"},
    "time": {"type": "string", "pattern": r"^\d{1,2}:\d{2}"},
    "duration": {"type": ["string", "number"]},
    "url": {"type": "string", "format": "uri"},
    "email": {"type": "string", "format": "email"},
    "tag": {"type": "string", "pattern": r"^[^#\s]+$"},
    "link": {"type": "string", "pattern": r"^\[\[.+\]\]$"},
    "file": {"type": "string"},
    "object": {"type": "object"},
    "any": {},
}
"""One value of each type; an enum says its values instead."""

_NUMBERS = ("number", "integer")


def json_schema(schema: Schema) -> str:
    """A JSON Schema of the properties of a schema's notes. What it cannot say, such as where
    links lead, is left out."""
    fields = schema.shape.asked
    closed = schema.shape.unknown == "error"
    document: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": schema.name,
        "description": schema.description,
        **_mapping(fields.values(), closed=closed),
    }
    if closed:
        anyway = sorted(KNOWN_TO_OBSIDIAN | OURS)
        document["properties"] = {**{name: {} for name in anyway}, **document["properties"]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _mapping(fields: Iterable[Field], *, closed: bool) -> dict[str, Any]:
    fields = tuple(fields)
    made = {
        "type": "object",
        "properties": {f.name: _field(f, closed=closed) for f in fields},
        "required": [f.name for f in fields if f.required],
    }
    return {**made, "additionalProperties": False} if closed else made


def _field(field: Field, *, closed: bool) -> dict[str, Any]:
    one = _one(field, closed=closed)
    made = _listed(field, one) if field.type.many else one
    if field.type.either:
        made = {"anyOf": [one, _listed(field, one)]}
    if field.nullable:
        made = {"anyOf": [made, {"type": "null"}, {"const": ""}]}
    if field.description:
        made["description"] = field.description
    if field.default not in (None, "today"):
        made["default"] = field.default
    return made


def _one(field: Field, *, closed: bool) -> dict[str, Any]:
    """One value, not a list."""
    name = field.type.name
    if field.fields:
        return _mapping(field.fields, closed=closed)
    allowed = field.one_of or (field.type.args if name == "enum" else ())
    if allowed and name != "link":  # links are compared by where they lead
        return {"enum": list(_read(allowed, name))}
    one = dict(TYPES[name])
    if field.pattern is not None:
        inner = f"(?:{field.pattern})" if "|" in field.pattern else field.pattern
        one["pattern"] = f"^{inner}$"
    if name in _NUMBERS:
        bounds = {"minimum": field.min, "maximum": field.max}
        one |= {k: v for k, v in bounds.items() if isinstance(v, int | float)}
    least, most = field.length
    if "string" in one.get("type", ()) and not (field.nullable or least):
        least = 1
    return one | _size(least, most, "Length")


def _read(allowed: Iterable[str], name: str) -> Iterator[str | float | bool]:
    """The values as a reader of YAML has them: `3` may be written as a number or as text."""
    for text in allowed:
        if kind_of(text) in ("number", "checkbox"):
            yield json.loads(text.lower())
        if name not in (*_NUMBERS, "checkbox"):
            yield text


def _listed(field: Field, one: dict[str, Any]) -> dict[str, Any]:
    least, most = field.items
    made: dict[str, Any] = {"type": "array", "items": one}
    made |= _size(least if field.nullable else least or 1, most, "Items")
    if field.unique:
        made["uniqueItems"] = True
    held = [{"contains": {"const": v}} for v in field.contains if field.type.name != "link"]
    return made | (held[0] if len(held) == 1 else {"allOf": held} if held else {})


def _size(least: int | None, most: int | None, what: str) -> dict[str, Any]:
    bounds = {f"min{what}": least, f"max{what}": most}
    return {key: bound for key, bound in bounds.items() if bound is not None}
