"""A schema from a template: its properties in its order, and what the notes made of it say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from vaultlint.note import Note
from vaultlint.parse.facts import Value
from vaultlint.schema.importing.draft import Property
from vaultlint.schema.inferring.draft import Draft, FieldDraft
from vaultlint.schema.inferring.evidence import Evidence
from vaultlint.schema.obsidian import OBSIDIAN_TYPES
from vaultlint.schema.predicate import link_target, scalars
from vaultlint.schema.shape import ANY, FieldType
from vaultlint.schema.violations import OURS

_PLACEHOLDER = re.compile(r"\{\{[^{}\n]*\}\}|<%[^\n]*?%>")
_DATE = re.compile(r"\b(date|time|now|creation_date|last_modified_date)\b", re.IGNORECASE)
_TIME = re.compile(r"HH|hh|\btime\b")
# what stands for the placeholders, which YAML could not read
_DAY, _MOMENT, _TEXT = "0001-01-01", "0001-01-01T00:00", "placeholder-of-a-template"
_MATCHED = ("categories", "category", "type", "fileClass", "kind")


def read_template(path: str, data: bytes) -> Note:
    """A template as a note: dates and texts stand for its placeholders."""
    return Note.parse(path, _PLACEHOLDER.sub(_stand_in, data.decode(errors="replace")).encode())


def _stand_in(placeholder: re.Match[str]) -> str:
    written = placeholder[0]
    if not _DATE.search(written):
        return _TEXT
    return _MOMENT if _TIME.search(written) else _DAY


def template_match(template: Note) -> dict[str, Any]:
    """What a note made of the template is known by: the notes that it links to as categories, the
    values of `type` and its like, else its tags."""
    fields: dict[str, Any] = {}
    for key in _MATCHED:
        prop = template.properties.get(key)
        texts = [v.text for v in scalars(prop.value) if _is_fixed(v)] if prop else []
        if texts:
            fields[key] = texts[0]
    if fields:
        return {"field": fields}
    tags = sorted(tag for tag in template.tags if _TEXT not in tag)
    if len(tags) > 1:
        return {"all": [{"tag": tag} for tag in tags]}
    return {"tag": tags[0]} if tags else {}


def with_template(found: Draft, template: Note, types: Mapping[str, str]) -> None:
    """Put a template's properties first in a draft, in its order, and those that no note has
    filled as it has them itself."""
    fields: dict[str, FieldDraft] = {}
    for prop in template.properties.values():
        if prop.key in OURS:
            continue
        known = found.fields.pop(prop.key, None)
        found.left_out = [seen for seen in found.left_out if seen.name != prop.key]
        if known is None or not known.seen.filled:
            required = known.property.required if known else False
            seen = known.seen if known else Evidence(prop.key, {}, len(found.notes))
            made = Property(_hinted(prop.key, prop.value, types), required)
            known = FieldDraft(seen, made, "as the template has it")
        fields[prop.key] = known
    found.fields = {**fields, **found.fields}
    found.order = [*fields] if found.order else []


def _is_fixed(value: Value) -> bool:
    return not value.is_empty and value.kind == "text" and _TEXT not in value.text


def _hinted(key: str, value: Value, types: Mapping[str, str]) -> FieldType:
    """The type that a template's own value, or the lack of one, speaks for."""
    if key in ("tags", "aliases", "cssclasses"):
        return FieldType("tag" if key == "tags" else "text", many=True)
    known = OBSIDIAN_TYPES.get(types.get(key, ""), ANY)
    text = value.text.strip()
    if text in (_DAY, _MOMENT):
        return FieldType("datetime" if text == _MOMENT else "date")
    items = [v for v in scalars(value) if _is_fixed(v)]
    many = value.kind == "list"
    if items and all(link_target(v.text) is not None for v in items):
        return FieldType("link", many=many, either=not many, planned=True)
    if value.kind in ("checkbox", "number"):
        return FieldType(value.kind)
    if known != ANY:
        return known._replace(either=False, many=True) if many and known.either else known
    return FieldType("any", many=many) if many else ANY
