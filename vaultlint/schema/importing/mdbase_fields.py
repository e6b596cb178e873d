"""Fields of an mdbase type, as versions up to 0.2 write them."""

from __future__ import annotations

from typing import Any

from vaultlint.schema.importing.draft import Draft, Property, choice, whole_pattern
from vaultlint.schema.shape import FieldType
from vaultlint.schema.source import Loc

_TYPES = {
    "string": "text",
    "integer": "integer",
    "number": "number",
    "boolean": "checkbox",
    "date": "date",
    "datetime": "datetime",
    "time": "time",
    "object": "object",
    "any": "any",
}


def field_property(draft: Draft, loc: Loc, entry: Any, above: str) -> Property:
    """The property that a field describes; `above` is the top-level one it is or belongs to."""
    if not isinstance(entry, dict):
        draft.lose(loc, f"a field should be a mapping, not `{entry}`", above)
        return Property()
    rest = dict(entry)
    kind = rest.pop("type", "any")
    prop = _typed(draft, loc, str(kind), rest, above)
    _common(draft, loc, prop, rest, above)
    draft.lose_rest({k: v for k, v in rest.items() if v is not False}, loc, above)
    return prop


def _typed(draft: Draft, loc: Loc, kind: str, rest: dict[str, Any], above: str) -> Property:
    match kind:
        case "list":
            return _list(draft, loc, rest, above)
        case "enum":
            values = rest.pop("values", None)
            if isinstance(values, list) and values:
                return choice(values)
            draft.lose(loc, "an enum without `values`", above)
            return Property(FieldType("text"))
        case "link":
            target = rest.pop("target", None)
            known = draft.known(target, (*loc, "target"), above) if target else None
            planned = rest.pop("validate_exists", False) is not True
            return Property(FieldType("link", (known,) if known else (), planned=planned))
        case _ if kind in _TYPES:
            return _simple(draft, loc, kind, rest, above)
    draft.lose(loc, f"unknown type `{kind}`", above)
    return Property()


def _simple(draft: Draft, loc: Loc, kind: str, rest: dict[str, Any], above: str) -> Property:
    prop = Property(FieldType(_TYPES[kind]))
    if kind == "string":
        if "pattern" in rest:
            prop.keys["pattern"] = whole_pattern(str(rest.pop("pattern")))
        _size(rest, prop, "length", "min_length", "max_length")
    elif kind in ("integer", "number"):
        prop.keys |= {key: rest.pop(key) for key in ("min", "max") if key in rest}
    elif kind == "object" and isinstance(rest.get("fields"), dict):
        inner = {}
        for name, entry in rest.pop("fields").items():
            place: Loc = (*loc, "fields", name)
            made = field_property(draft, place, entry, above)
            inner[name] = draft.settle(name, made, place, above)
        prop.keys |= {"fields": inner} if inner else {}
    return prop


def _list(draft: Draft, loc: Loc, rest: dict[str, Any], above: str) -> Property:
    items = rest.pop("items", None)
    if items is None:
        prop = Property(FieldType("any", many=True))
    else:
        prop = field_property(draft, (*loc, "items"), items, above)
        if prop.type.many:
            draft.lose((*loc, "items"), "what stands in a list of lists is not checked", above)
            prop = Property()
        if "default" in prop.keys:
            what = f"`default: {prop.keys.pop('default')}` of an item has no counterpart"
            draft.lose((*loc, "items"), what, above)
        for key in ("nullable", "required", "items", "unique"):
            prop.keys.pop(key, None)
        prop.required = False
        prop.type = prop.type._replace(many=True)
    _size(rest, prop, "items", "min_items", "max_items")
    if rest.get("unique") is True:
        prop.keys["unique"] = rest.pop("unique")
    return prop


def _common(draft: Draft, loc: Loc, prop: Property, rest: dict[str, Any], above: str) -> None:
    if rest.get("computed"):
        what = f"`computed: {rest.pop('computed')}` has no counterpart: the property is not checked"
        draft.lose((*loc, "computed"), what, above)
        prop.type, prop.keys = FieldType(), {}
    if rest.pop("required", False) is True:
        least = (prop.keys.get("items") or {}).get("min") or 0
        if prop.type.many and not least:
            prop.keys |= {"required": True, "nullable": True}  # an empty list will do
        else:
            prop.required = True
    if rest.get("default") is not None and not isinstance(rest["default"], dict):
        prop.keys["default"] = rest.pop("default")
    if rest.get("description"):
        prop.keys["description"] = str(rest.pop("description"))


def _size(rest: dict[str, Any], prop: Property, key: str, least: str, most: str) -> None:
    bounds = {"min": rest.pop(least, None), "max": rest.pop(most, None)}
    bounds = {word: number for word, number in bounds.items() if number is not None}
    if bounds:
        prop.keys[key] = bounds
