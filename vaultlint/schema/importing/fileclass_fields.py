"""Fields of a fileClass: each type of Metadata Menu with its options."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from vaultlint.schema.importing.draft import Draft, Property, choice
from vaultlint.schema.shape import FieldType
from vaultlint.schema.source import Loc

Entry = dict[str, Any]
Inner = Mapping[str, list[tuple[Loc, Entry]]]
"""The fields that belong to another one, by its id."""

_SIMPLE = {
    "Input": FieldType("text"),
    "Boolean": FieldType("checkbox"),
    "File": FieldType("link"),
    "MultiFile": FieldType("link", either=True),
    "Media": FieldType("file"),
    "MultiMedia": FieldType("file", either=True),
    "JSON": FieldType("any"),
    "YAML": FieldType("any"),
    "Object": FieldType("object"),
    "ObjectList": FieldType("object", many=True),
}
_COMPUTED = ("Lookup", "Formula", "Canvas", "CanvasGroup", "CanvasGroupLink")
_DATES = {"Date": "date", "DateTime": "datetime", "Time": "time"}
_MOMENT = re.compile(r"(?:YYYY|MM|DD|HH|mm|ss|[^A-Za-z\[\]]|T)+")


def field_property(draft: Draft, loc: Loc, entry: Entry, inner: Inner, above: str) -> Property:
    """The property that a field of a class describes. `above` is the top-level one that it is
    or belongs to: messages name it."""
    rest = {k: v for k, v in entry.items() if k not in ("name", "type", "options", "id", "path")}
    kind = str(entry.get("type") or "Input").replace(" ", "")
    raw = entry.get("options") or {}
    options = dict(raw) if isinstance(raw, dict) else {}
    make = _MAKERS.get(kind)
    if make is not None:
        prop = make(draft, (*loc, "options"), raw if isinstance(raw, list) else options, above)
    elif kind in _SIMPLE:
        prop = Property(_SIMPLE[kind])
    elif kind in _COMPUTED:
        draft.lose(loc, f"the plug-in computes this: a {kind} field is not checked", above)
        prop = Property()
    else:
        draft.lose(loc, f"unknown type of field `{kind}`", above)
        prop = Property()
    if prop.type.name == "object":
        _nest(draft, prop, inner.get(str(entry.get("id")), []), inner, above)
    draft.lose_rest(options, (*loc, "options"), above)
    draft.lose_rest(rest, loc, above)
    return prop


def is_object(entry: Entry) -> bool:
    """Whether other fields may belong to a field."""
    return str(entry.get("type")).replace(" ", "") in ("Object", "ObjectList")


def _nest(
    draft: Draft, prop: Property, entries: list[tuple[Loc, Entry]], inner: Inner, above: str
) -> None:
    fields = {}
    for loc, entry in entries:
        # a field that names itself as its parent ends here
        below = {k: v for k, v in inner.items() if all(e is not entry for _, e in v)}
        made = field_property(draft, loc, entry, below, above)
        fields[str(entry["name"])] = draft.settle(str(entry["name"]), made, loc, above)
    if fields:
        prop.keys["fields"] = fields


def _number(draft: Draft, loc: Loc, options: Any, above: str) -> Property:
    prop = Property(FieldType("number"))
    for key in ("min", "max"):
        written = options.pop(key, None) if isinstance(options, dict) else None
        if written in (None, ""):
            continue
        try:
            number = float(written)
        except (TypeError, ValueError):
            draft.lose((*loc, key), f"`{key}: {written}` is no number", above)
            continue
        prop.keys[key] = int(number) if number.is_integer() else number
    return prop


def _one_of(draft: Draft, loc: Loc, options: Any, above: str) -> Property:
    source = "ValuesList"
    if isinstance(options, dict):
        source = options.pop("sourceType", None) or source
        options.pop("allowNull", None)  # empty is allowed here anyway
    values = _values(options)
    if source != "ValuesList":
        draft.lose(loc, f"its values come from {_SOURCES.get(source, source)}", above)
        return Property(FieldType("text"))
    if not values:
        draft.lose(loc, "it has no values to choose from", above)
        return Property(FieldType("text"))
    return choice(values)


_SOURCES = {"ValuesListNotePath": "the lines of a note", "ValuesFromDVQuery": "a query"}


def _values(options: Any) -> list[str]:
    """A list; a mapping from numbers; a list of such mappings; under `valuesList` or alone."""
    if isinstance(options, dict):
        found = options.pop("valuesList", None)
        if found is None:
            keys = [k for k in options if k.isdigit()]
            found = {k: options.pop(k) for k in keys}
    else:
        found = options
    items = list(found.values()) if isinstance(found, dict) else found or []
    flat = [v for i in items for v in (i.values() if isinstance(i, dict) else [i])]
    return list(dict.fromkeys(str(v) for v in flat if v not in (None, "", [], {})))


def _several_of(draft: Draft, loc: Loc, options: Any, above: str) -> Property:
    prop = _one_of(draft, loc, options, above)
    prop.type = prop.type._replace(either=True)
    return prop


def _dated(name: str) -> Callable[[Draft, Loc, Any, str], Property]:
    def make(draft: Draft, loc: Loc, options: Any, above: str) -> Property:
        options = options if isinstance(options, dict) else {}
        form = str(options.pop("dateFormat", None) or "")
        if str(options.pop("defaultInsertAsLink", "")).lower() == "true":
            return Property(FieldType("link", planned=True))
        if not form:
            return Property(FieldType(name))
        if not _MOMENT.fullmatch(form):
            what = f"`dateFormat: {form}` has no counterpart: any text is taken"
            draft.lose((*loc, "dateFormat"), what, above)
            return Property(FieldType("text"))
        return Property(FieldType(name), keys={"format": form})

    return make


_MAKERS: Mapping[str, Callable[[Draft, Loc, Any, str], Property]] = {
    "Number": _number,
    "Select": _one_of,
    "Cycle": _one_of,
    "Multi": _several_of,
    **{kind: _dated(name) for kind, name in _DATES.items()},
}
