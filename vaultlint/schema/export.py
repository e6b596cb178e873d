"""Schemas for other programs: JSON Schema of the properties, and Obsidian's `types.json`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from vaultlint.schema.obsidian import OBSIDIAN_TYPES, suiting
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


def with_types(schemas: Iterable[Schema], document: Mapping[str, Any]) -> dict[str, Any]:
    """What Obsidian's `types.json` says, with what `schemas` say of their properties. What no
    schema names stays, and so does a type that suits one of the schemas, or is a plug-in's own."""
    types: dict[str, Any] = dict(document.get("types", {}))
    spelled = {name.lower(): name for name in types}  # the app takes no account of case
    suited: dict[str, list[str]] = {}
    for schema in schemas:
        for name, field in schema.shape.asked.items():
            key = spelled.setdefault(name.lower(), name)
            suited.setdefault(key, []).extend(suiting(field))
    for key, kinds in suited.items():
        old = types.get(key)
        is_plugins = isinstance(old, str) and old not in OBSIDIAN_TYPES
        if kinds and old not in kinds and not is_plugins:
            types[key] = kinds[0]
    return {**document, "types": types}


def types_json(document: Mapping[str, Any]) -> bytes:
    """A `types.json` as the app writes it: indented by two, with no line end after it."""
    text = json.dumps(document, ensure_ascii=False, indent=2)
    return text.encode("utf-8", "backslashreplace")  # half a surrogate becomes its JSON escape
