"""Types of mdbase, the specification of typed Markdown collections.

Written after https://github.com/mdbase-dev/mdbase-spec. Up to version 0.2 a type lists `fields`
of its own; from 0.3 on (`kind: mdbase.type`) it holds a JSON Schema.
"""

from __future__ import annotations

from typing import Any

from vaultlint.schema.importing.draft import Draft, Property, texts
from vaultlint.schema.importing.files import NoteFile
from vaultlint.schema.importing.json_schema import ObjectReader
from vaultlint.schema.importing.mdbase_fields import field_property
from vaultlint.schema.importing.mdbase_match import conditions
from vaultlint.schema.shape import FieldType
from vaultlint.schema.source import Loc

_UNKNOWN = {"false": "allow", "warn": "warning", "true": "error"}
_EXPLICIT = {"type": FieldType("text"), "types": FieldType("text", either=True)}


def convert(draft: Draft, note: NoteFile, original: str) -> None:
    """Read the type that `note` defines."""
    rest = dict(note.document.data)
    rest.pop("name", None)
    if rest.get("description"):
        draft.top["description"] = str(rest.pop("description"))
    parents = [draft.known(p, ("extends",)) for p in texts(rest.pop("extends", None))]
    if any(parents):
        draft.top["extends"] = [p for p in parents if p]
    draft.top["match"] = conditions(draft, original, rest.pop("match", None))
    if rest.pop("kind", None) == "mdbase.type":
        _collection_type(draft, rest)
    else:
        _plain_type(draft, rest)
    if draft.top.get("unknown", "allow") != "allow":
        for name, type_ in _EXPLICIT.items():
            if name not in draft.fields:
                draft.add(name, Property(type_), ())
    draft.lose_rest(rest, ())


def _plain_type(draft: Draft, rest: dict[str, Any]) -> None:
    strict = str(rest.pop("strict", "")).lower()
    if strict in _UNKNOWN:
        draft.top["unknown"] = _UNKNOWN[strict]
    fields = rest.pop("fields", None)
    if not isinstance(fields, dict | None):
        draft.lose(("fields",), "`fields` is no mapping; nothing is made of it")
        return
    for name, entry in (fields or {}).items():
        loc: Loc = ("fields", name)
        own = dict(entry) if isinstance(entry, dict) else entry
        if isinstance(entry, dict) and _differs(entry):
            draft.top.setdefault("unique", []).append(name)
            del own["unique"]
        draft.add(name, field_property(draft, loc, own, name), loc)


def _differs(entry: dict[str, Any]) -> bool:
    """Whether no two notes may have the same value; in a list `unique` speaks of its items."""
    return entry.get("unique") is True and entry.get("type") != "list"


def _collection_type(draft: Draft, rest: dict[str, Any]) -> None:
    schema = rest.pop("schema", None)
    value = schema.get("value") if isinstance(schema, dict) else None
    found: dict[str, Property] = {}
    loc: Loc = ("schema", "value")
    if isinstance(value, dict):
        reader = ObjectReader(draft, value, loc)
        found = reader.properties()
        draft.lose_rest({k: v for k, v in schema.items() if k not in ("value", "dialect")}, loc[:1])
    else:
        draft.lose(("schema",), "its JSON Schema is not here: import that file by itself")
    collection = rest.pop("collection", None)
    if isinstance(collection, dict):
        _links(draft, collection.pop("links", None), found)
        _unique(draft, collection.pop("unique", None))
        draft.lose_rest(collection, ("collection",))
    rest.pop("version", None)
    for name, prop in found.items():
        draft.add(name, prop, (*loc, "properties", name))


def _links(draft: Draft, links: Any, found: dict[str, Property]) -> None:
    for path, rule in links.items() if isinstance(links, dict) else ():
        loc: Loc = ("collection", "links", path)
        prop = found.get(path.removeprefix("/").removesuffix("[]"))
        if prop is None or not isinstance(rule, dict):
            draft.lose(loc, f"a link at `{path}` has no counterpart")
            continue
        rest = dict(rule)
        target = rest.pop("target_type", None)
        known = draft.known(target, loc) if target else None
        planned = rest.pop("validate_exists", False) is not True
        args = (known,) if known else ()
        prop.type = prop.type._replace(name="link", args=args, planned=planned)
        draft.lose_rest(rest, loc)


def _unique(draft: Draft, rules: Any) -> None:
    for at, rule in enumerate(rules if isinstance(rules, list) else ()):
        loc: Loc = ("collection", "unique", at)
        field = str(rule.get("field", "")) if isinstance(rule, dict) else ""
        if not field or rule.get("scope", "type") != "type" or field.endswith("[]"):
            draft.lose(loc, f"uniqueness of `{field}` has no counterpart in this scope")
            continue
        draft.top.setdefault("unique", []).append(field.removeprefix("/"))
