"""Faults of a schema that only show once it is put together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from vaultlint.patterns import later
from vaultlint.schema.compile import field_sources
from vaultlint.schema.conditions import condition_faults, heading_problem, never
from vaultlint.schema.nearest import nearest
from vaultlint.schema.sense import nonsense, odd_keys
from vaultlint.schema.shape import Schema
from vaultlint.schema.shipped import PREFIX
from vaultlint.schema.source import Document, Fault, Loc


def check_schema(schema: Schema, line: tuple[Document, ...], known: frozenset[str]) -> list[Fault]:
    """All such faults, each where it is written. `known` are the names of all schemas."""
    document = line[-1]
    fields = schema.shape.fields
    found = list(_match(schema, document))
    asked = None if document.file.startswith(PREFIX) else known
    sources = field_sources(line)
    for name, field in fields.items():
        source = sources[name]
        if source.document is not document:
            continue
        # a compact type alone has no keys to point at: the place is then the field's
        wrong = (*odd_keys(document.data["fields"][name]), *nonsense(field, fields, asked))
        found += (document.fault((*source.loc, *w.keys), w.message) for w in wrong)
    found += _names(schema, document)
    found += _checks(document)
    found += _body(document)
    within = schema.shape.chapters.within if schema.shape.chapters else None
    if within and within.startswith("$") and within[1:] not in fields:
        near = nearest(within[1:], fields)
        hint = f"; did you mean `${near}`?" if near else ""
        message = f"`{within}` refers to no field of the schema{hint}"
        found.append(document.fault(("body", "chapters", "within"), message))
    return found


def _match(schema: Schema, document: Document) -> Iterator[Fault]:
    yield from condition_faults(document.data.get("match"), document, ("match",))
    if schema.match is not None and never(schema.match):
        message = "no note can meet `match`: it asks for what its `not` rules out"
        yield document.fault(("match",), message)


def _checks(document: Document) -> Iterator[Fault]:
    seen: set[str] = set()
    for at, raw in enumerate(document.data.get("checks") or ()):
        name = str(raw["id"])
        if name in seen:
            message = f"two checks have the id `{name}`: give each its own"
            yield document.fault(("checks", at, "id"), message)
        seen.add(name)
        for key in ("when", "require"):
            yield from condition_faults(raw.get(key), document, ("checks", at, key))
        if raw.get("when") == raw["require"] != {}:
            message = "`require` asks for what `when` says already: it would never be found"
            yield document.fault(("checks", at, "require"), message)


def _body(document: Document) -> Iterator[Fault]:
    body = document.data.get("body") or {}
    loc: Loc = ("body", "headings", "required")
    headings = _texts((body.get("headings") or {}).get("required"))
    for at, text in enumerate(headings):
        problem = heading_problem(text)
        if problem:
            yield document.fault((*loc, at), f"`{text}` {problem}")
    yield from _twice(headings, document, loc)
    written = str((body.get("chapters") or {}).get("format") or "")
    for form in filter(None, map(str.strip, written.split("|"))):
        if not _CHAPTER_FORM.fullmatch(form):
            message = f"`{form}` is no form of a timestamp: write one such as `MM:SS`, `HH:MM:SS`"
            yield document.fault(("body", "chapters", "format"), message)


_CHAPTER_FORM = later(r"(?:HH?:MM|M{1,3}):SS", re.IGNORECASE)


def _texts(written: Any) -> list[str]:
    given = written if isinstance(written, list) else [written]
    return [str(text) for text in given if text is not None]


def _twice(texts: list[str], document: Document, loc: Loc) -> Iterator[Fault]:
    for at, text in enumerate(texts):
        if text in texts[:at]:
            yield document.fault((*loc, at), f"`{loc[-1]}` holds `{text}` twice: leave one out")


def _names(schema: Schema, document: Document) -> Iterator[Fault]:
    """Names in `order` and `unique` that look like a slip; others are simply not typed."""
    for key in ("order", "unique"):
        written = _texts(document.data.get(key))
        yield from _twice(written, document, (key,))
        for at, name in enumerate(written):
            near = None if name in schema.shape.fields else nearest(name, schema.shape.fields)
            if near is not None and near not in written:
                message = f"`{key}` names no field: `{name}`; did you mean `{near}`?"
                yield document.fault((key, at), message)
