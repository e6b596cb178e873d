"""Faults of a schema that only show once it is put together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vaultlint.schema.compile import field_sources
from vaultlint.schema.nearest import nearest
from vaultlint.schema.sense import nonsense
from vaultlint.schema.shape import Schema
from vaultlint.schema.shipped import PREFIX
from vaultlint.schema.source import Document, Fault, Loc


def check_schema(schema: Schema, line: tuple[Document, ...], known: frozenset[str]) -> list[Fault]:
    """All such faults, each where it is written. `known` are the names of all schemas."""
    document = line[-1]
    fields = schema.shape.fields
    found = list(_empty_conditions(document.data.get("match"), document, ("match",)))
    asked = None if document.file.startswith(PREFIX) else known
    sources = field_sources(line)
    for name, field in fields.items():
        source = sources[name]
        if source.document is not document:
            continue
        # a compact type alone has no keys to point at: the place is then the field's
        wrong = nonsense(field, fields, asked)
        found += (document.fault((*source.loc, *w.keys), w.message) for w in wrong)
    found += _names(schema, document)
    found += _checks(document)
    within = schema.shape.chapters.within if schema.shape.chapters else None
    if within and within.startswith("$") and within[1:] not in fields:
        near = nearest(within[1:], fields)
        hint = f"; did you mean `${near}`?" if near else ""
        message = f"`{within}` refers to no field of the schema{hint}"
        found.append(document.fault(("body", "chapters", "within"), message))
    return found


def _empty_conditions(raw: Any, document: Document, loc: Loc) -> Iterator[Fault]:
    """Conditions that say nothing, and so would hold for every note, or for none."""
    if raw is None or raw == {} or raw == []:
        if loc[-1] in document_keys(document, loc):
            yield document.fault(loc, f"`{loc[-1]}` asks for nothing: leave it out, or say what")
        return
    parts = raw.items() if isinstance(raw, dict) else enumerate(raw)
    for key, value in parts:
        if isinstance(key, int) or key in ("all", "any", "not"):
            yield from _empty_conditions(value, document, (*loc, key))
        elif value == [] or value == {}:
            yield document.fault(
                (*loc, key), f"`{key}` asks for nothing: leave it out, or say what"
            )


def document_keys(document: Document, loc: Loc) -> Any:
    """The keys of the mapping, or the places of the list, in which `loc` stands."""
    around = document.data
    for part in loc[:-1]:
        around = around[part]
    return around if isinstance(around, dict) else range(len(around))


def _checks(document: Document) -> Iterator[Fault]:
    seen: set[str] = set()
    for at, raw in enumerate(document.data.get("checks") or ()):
        name = str(raw["id"])
        if name in seen:
            message = f"two checks have the id `{name}`: give each its own"
            yield document.fault(("checks", at, "id"), message)
        seen.add(name)
        for key in ("when", "require"):
            if key in raw:
                yield from _empty_conditions(raw[key], document, ("checks", at, key))


def _names(schema: Schema, document: Document) -> Iterator[Fault]:
    """Names in `order` and `unique` that look like a slip; others are simply not typed."""
    for key in ("order", "unique"):
        written = document.data.get(key)
        for at, name in enumerate(written if isinstance(written, list) else [written]):
            if name is None or name in schema.shape.fields:
                continue
            near = nearest(str(name), schema.shape.fields)
            if near is not None and near not in (written or ()):
                message = f"`{key}` names no field: `{name}`; did you mean `{near}`?"
                yield document.fault((key, at), message)
