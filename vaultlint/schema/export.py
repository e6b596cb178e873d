"""Schemas for other programs: JSON Schema of the properties, and Obsidian's `types.json`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from vaultlint.schema.shape import Field, Schema

_JSON: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
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
_OBSIDIAN = {
    "number": "number",
    "integer": "number",
    "checkbox": "checkbox",
    "date": "date",
    "datetime": "datetime",
}


def json_schema(schema: Schema) -> str:
    """A JSON Schema (2020-12) of the properties of a schema's notes. What it cannot say, such as
    where links lead, is left out."""
    fields = schema.shape.asked
    document: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": schema.name,
        "description": schema.description,
        "type": "object",
        "properties": {name: _field(f) for name, f in fields.items()},
        "required": [name for name, f in fields.items() if f.required],
    }
    if schema.shape.unknown == "error":
        document["additionalProperties"] = False
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _field(field: Field) -> dict[str, Any]:
    allowed = field.one_of or (field.type.args if field.type.name == "enum" else ())
    one: dict[str, Any] = {"enum": list(allowed)} if allowed else dict(_JSON[field.type.name])
    if field.pattern is not None:
        one["pattern"] = f"^(?:{field.pattern})$"
    if field.type.name in ("number", "integer"):
        for key, word in (("min", "minimum"), ("max", "maximum")):
            bound = getattr(field, key)
            if isinstance(bound, int | float):
                one[word] = bound
    made: dict[str, Any] = {"type": "array", "items": one} if field.type.many else one
    if field.type.either:
        made = {"anyOf": [one, {"type": "array", "items": one}]}
    if field.nullable:
        made = {"anyOf": [made, {"type": "null"}, {"const": ""}]}
    if field.description:
        made["description"] = field.description
    return made


def types_json(schemas: Iterable[Schema], existing: Mapping[str, str]) -> str:
    """Obsidian's `types.json`: what it has stays, and what schemas know is added."""
    types = dict(existing)
    for schema in schemas:
        for name, field in schema.shape.asked.items():
            if name in ("tags", "aliases"):
                types.setdefault(name, name)
            elif field.type.name not in ("any", "object"):
                listed = field.type.many or field.type.either
                kind = "multitext" if listed else _OBSIDIAN.get(field.type.name, "text")
                types.setdefault(name, kind)
    return json.dumps({"types": dict(sorted(types.items()))}, ensure_ascii=False, indent=2) + "\n"
