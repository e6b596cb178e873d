"""What schemas say of Obsidian's `types.json`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from vaultlint.schema.obsidian import OBSIDIAN_TYPES, suiting
from vaultlint.schema.shape import Schema


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
