"""Single values of a JSON Schema: types, alternatives, limits."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor
from typing import Any, NamedTuple

from vaultlint.schema.importing.draft import Draft, Property, choice, whole_pattern
from vaultlint.schema.importing.json_keywords import Keywords, Node
from vaultlint.schema.json_schema import TYPES
from vaultlint.schema.shape import FieldType

_TYPES = {
    "string": "text",
    "integer": "integer",
    "number": "number",
    "boolean": "checkbox",
    "object": "object",
}
_FORMATS = {
    "date": "date",
    "date-time": "datetime",
    "time": "time",
    "duration": "duration",
    "uri": "url",
    "url": "url",
    "iri": "url",
    "email": "email",
    "idn-email": "email",
}
_PATTERNS = {said["pattern"]: name for name, said in TYPES.items() if "pattern" in said}
"""Those of our own export."""

_SPOKEN_OF = {
    "object": ("properties", "required", "additionalProperties"),
    "array": ("items", "minItems", "maxItems", "uniqueItems", "contains"),
    "string": ("pattern", "minLength", "maxLength", "format"),
    "number": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
}
_NUMBERS = frozenset(("integer", "number"))
_OF_LIST = frozenset(("minItems", "maxItems", "uniqueItems", "contains"))
_ABOUT = frozenset(("title", "description"))


class Alternatives(NamedTuple):
    """Alternatives that come down to one schema, which stands at `at`."""

    schema: dict[str, Any]
    at: int
    nullable: bool
    either: bool = False
    lost: bool = False


def alternatives(schemas: Sequence[Any]) -> Alternatives | None:
    """What several schemas come down to, of which a value meets one: to the one that is not
    null, to a value or a list of it, to a choice of constants. None where there is no such."""
    given = [(at, s) for at, s in enumerate(schemas) if not _is_null(s)]
    nullable = len(given) < len(schemas)
    if not given or not all(isinstance(s, dict) for _, s in given):
        return None
    at, first = given[0]
    if all(s.keys() - _ABOUT == {"const"} for _, s in given):
        lost = any(s.keys() & _ABOUT for _, s in given)
        return Alternatives({"enum": [s["const"] for _, s in given]}, at, nullable, lost=lost)
    if len(given) == 1:
        return Alternatives(first, at, nullable)
    if len(given) == 2:
        for (place, one), (_, many) in (given, given[::-1]):
            of_list = {k: v for k, v in many.items() if k not in ("type", "items")}
            if many == {"type": "array", "items": one} | of_list and of_list.keys() <= _OF_LIST:
                return Alternatives(one | of_list, place, nullable, either=True)
    return None


def _is_null(schema: Any) -> bool:
    return schema in ({"type": "null"}, {"const": None}, {"enum": [None]}, {"const": ""})


def typed(draft: Draft, words: Keywords, above: str) -> tuple[Property, bool]:
    """The property with its type, and whether it may be null. A list has the type `any[]`: what
    its items are is not read here."""
    written = words.take("type", [])
    names = set(map(str, written if isinstance(written, list) else [written]))
    null = "null" in names
    names.discard("null")
    if ("enum" in words or "const" in words) and not names & {"array", "object"}:
        chosen = _chosen(words, names)
        if chosen is not None:
            return chosen[0], null or chosen[1]
    if not names:
        names = _implied(draft, words, above)
        null = null or not names
    name, either = _one_type(names, words)
    if name is None:
        draft.lose(words.loc, f"`type: {sorted(names)}` has no counterpart", above)
        return Property(), null
    if name == "array":
        return Property(FieldType("any", many=True)), null
    form, pattern = words.values.get("format"), words.values.get("pattern")
    if name == "text" and isinstance(form, str) and form in _FORMATS:
        name = _FORMATS[words.take("format")]
    elif name == "text" and isinstance(pattern, str) and pattern in _PATTERNS:
        name = _PATTERNS[words.take("pattern")]
    # where a link leads is not said, so it need not lead anywhere
    return Property(FieldType(name, planned=name == "link", either=either)), null


def _one_type(names: set[str], words: Keywords) -> tuple[str | None, bool]:
    """The name of our type, and whether a list of it will do too."""
    if not names:
        return "any", False
    if names == {"array"}:
        return "array", False
    single = names - {"array"}
    if single == _NUMBERS:
        single = {"number"}
    if "string" in single and single <= {"string", *_NUMBERS}:
        single = {"string"}  # a text may look like a number here
    if len(single) != 1 or not single <= _TYPES.keys():
        return None, False
    original = single.pop()
    items = words.values.get("items")
    if isinstance(items, Node) and items.parts[0][0] == {"type": original}:
        words.take("items")
    return _TYPES[original], "array" in names


def _chosen(words: Keywords, names: set[str]) -> tuple[Property, bool] | None:
    values = words.values.get("enum", [words.values.get("const")])
    if not isinstance(values, list):
        return None
    given = [v for v in values if v is not None]
    if not given or any(isinstance(v, dict | list) for v in given):
        return None
    words.take("enum")
    if words.values.get("const") in values:
        words.take("const")
    words.take("minLength")  # the values themselves say how long they are
    name = _TYPES.get(names.pop(), "any") if len(names) == 1 else _name_of(given)
    return choice(given, name), len(given) < len(values)


def _name_of(values: list[Any]) -> str:
    for name, kind in (("text", str), ("checkbox", bool), ("integer", int)):
        if all(type(v) is kind for v in values):
            return name
    return "number" if all(type(v) in (int, float) for v in values) else "any"


def _implied(draft: Draft, words: Keywords, above: str) -> set[str]:
    for name, keys in _SPOKEN_OF.items():
        if any(key in words for key in keys):
            draft.lose(words.loc, f"it has no `type`; `{name}` is taken, no other", above)
            return {name}
    return set()


def limits(words: Keywords, prop: Property) -> None:
    """Take over what limits texts, numbers and lists."""
    name, many = prop.type.name, prop.type.many
    if many or prop.type.either:
        _size(words, prop, "items", "minItems", "maxItems")
        if words.take("uniqueItems") is True:
            prop.keys["unique"] = True
        contains = words.values.get("contains")
        if isinstance(contains, dict) and isinstance(contains.get("const"), str):
            prop.keys["contains"] = [words.take("contains")["const"]]
    if many or name in ("object", "any"):
        return
    if name in _NUMBERS:
        if name == "number" and words.values.get("multipleOf") == 1:
            words.take("multipleOf")
            prop.type = prop.type._replace(name="integer")
        _range(words, prop)
    elif name != "checkbox":
        if isinstance(words.values.get("pattern"), str):
            prop.keys["pattern"] = whole_pattern(words.take("pattern"))
        if words.values.get("minLength") in (0, 1):
            words.take("minLength")  # what is empty is not asked for its length
        _size(words, prop, "length", "minLength", "maxLength")


def _size(words: Keywords, prop: Property, key: str, least: str, most: str) -> None:
    bounds = {"min": words.take(least), "max": words.take(most)}
    # 3.0 is a whole number in JSON Schema
    bounds = {k: int(v) for k, v in bounds.items() if _is_number(v)}
    if bounds.get("min") == 0:
        del bounds["min"]
    if bounds:
        prop.keys[key] = bounds


def _range(words: Keywords, prop: Property) -> None:
    whole = prop.type.name == "integer"
    for key, bound, beyond, step in (
        ("min", "minimum", "exclusiveMinimum", 1),
        ("max", "maximum", "exclusiveMaximum", -1),
    ):
        limit = words.take(bound)
        strict = words.values.get(beyond)
        if strict is False:
            words.take(beyond)
        elif whole and strict is True and _is_number(limit):  # as draft-04 writes it
            words.take(beyond)
            limit += step
        elif whole and isinstance(strict, int | float):
            words.take(beyond)
            inner = floor(strict) + 1 if step > 0 else ceil(strict) - 1
            limit = inner if limit is None else (max if step > 0 else min)(limit, inner)
        if _is_number(limit):
            prop.keys[key] = limit


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
