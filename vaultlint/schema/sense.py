"""What makes no sense in the definition of a field: constraints that no value can meet, or that
its type does not know."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from vaultlint.dates import read_date
from vaultlint.parse.facts import Value
from vaultlint.parse.tags import tag_problem
from vaultlint.schema.compact import write_type
from vaultlint.schema.compile import spelled
from vaultlint.schema.constraints import one_faults
from vaultlint.schema.kinds import IS, called
from vaultlint.schema.nearest import did_you_mean, nearest
from vaultlint.schema.predicate import ROOT, Targets, link_target
from vaultlint.schema.shape import ANY, Field, FieldType

_DAYS = ("date", "datetime")
_NUMBERS = ("number", "integer")
_SPANS = ("time", "duration")
_ORDERED = (*_DAYS, *_NUMBERS, *_SPANS)
_TAKEN_BY: Mapping[str, tuple[str, ...]] = {
    "min": _ORDERED,
    "max": _ORDERED,
    "schemes": ("url",),
    "fields": ("object",),
    "style": ("text", "tag", "enum", "any"),
}
MAX_DEFAULT = 1024
"""Bytes of a default, above which it is refused: a fix would write it into every note."""
_NO_TEXT = ("object", "checkbox")
_LISTS = "a list: give it a type such as `text[]`"


class Nonsense(NamedTuple):
    """One of them: the path of keys in the field's long form, and what is wrong."""

    keys: tuple[str, ...]
    message: str


def nonsense(
    field: Field, beside: Mapping[str, Field], known: frozenset[str] | None
) -> Iterator[Nonsense]:
    """All that is wrong with a field. `beside` are the fields that `$name` may refer to; `known`
    the names of all schemas, None where they need not be asked."""
    if not field.name.strip():
        yield Nonsense((), "a property has a name")
    yield from _targets(field, known)
    yield from _misplaced(field)
    for key in ("min", "max"):
        for message in _bound(field, getattr(field, key), beside):
            yield Nonsense((key,), message)
    yield from _ranges(field)
    if field.format is not None and not re.search("[YMDHmsS]", field.format):
        message = f"`{field.format}` is no form: write one such as `YYYY-MM-DD`, `HH:MM:SS`"
        yield Nonsense(("format",), message)
    yield from _values(field)
    inner = {**beside, **{f.name: f for f in field.fields}}
    for one in field.fields:
        for found in nonsense(one, inner, known):
            yield Nonsense(("fields", one.name, *found.keys), found.message)


def odd_keys(raw: object) -> Iterator[Nonsense]:
    """What is wrong with a field as it is written, whatever it inherits."""
    if not isinstance(raw, dict):
        return
    for key in ("one_of", "contains", "schemes", "length", "items", "fields"):
        if raw.get(key) in ([], {}):
            yield Nonsense((key,), f"`{key}` asks for nothing: leave it out, or say what")
    if str(raw.get("type")).rstrip().endswith("!"):
        if raw.get("nullable") is True:
            message = "`!` forbids that it is empty: write `required: true` in its place"
            yield Nonsense(("nullable",), message)
        if raw.get("required") is False:
            yield Nonsense(("required",), "`!` asks for the property: leave one of the two out")
    for name, inner in (raw.get("fields") or {}).items():
        for found in odd_keys(inner):
            yield Nonsense(("fields", name, *found.keys), found.message)


def _targets(field: Field, known: frozenset[str] | None) -> Iterator[Nonsense]:
    if field.type.name != "link" or known is None:
        return
    for arg in field.type.args:
        if arg not in known:
            message = f"no schema `{arg}` for `{write_type(field.type)}`{did_you_mean(arg, known)}"
            yield Nonsense(("type",), message)


def _misplaced(field: Field) -> Iterator[Nonsense]:
    type_ = field.type
    shown = write_type(type_)
    for key, types in _TAKEN_BY.items():
        if getattr(field, key) not in (None, ()) and type_.name not in types:
            kinds = ", ".join(f"`{t}`" for t in types)
            yield Nonsense((key,), f"`{key}` is for {kinds}: `{shown}` does not know it")
    for key in ("pattern", "length", "format"):
        if getattr(field, key) not in (None, (None, None)) and type_.name in _NO_TEXT:
            yield Nonsense((key,), f"`{key}` is for what is written as text: `{shown}` is not")
    if type_.many or type_.either or type_ == ANY:
        return
    if field.items != (None, None):
        yield Nonsense(("items",), f"`items` counts {_LISTS}")
    if field.unique is not None:
        yield Nonsense(("unique",), f"`unique` speaks of {_LISTS}")
    if field.contains:
        yield Nonsense(("contains",), f"`contains` speaks of {_LISTS}")


def _bound(field: Field, bound: object, beside: Mapping[str, Field]) -> Iterator[str]:
    name = field.type.name
    if bound is None or name not in _ORDERED:
        return
    text = spelled(bound)
    if text.startswith("$"):
        yield from _reference(field, text, beside)
    elif name in _NUMBERS and (isinstance(bound, str | bool)):
        yield f"`{text}` is no number"
    elif name in _DAYS and text != "today" and read_date(text).kind != "iso":
        yield f"`{text}` is no date: write `today`, or one such as `2025-08-27`"
    elif name == "integer" and isinstance(bound, float) and not bound.is_integer():
        yield f"`{text}` is no whole number"
    elif name in _SPANS and not _is(name, text):
        yield f"`{text}` should be {called(FieldType(name))}"


def _reference(field: Field, written: str, beside: Mapping[str, Field]) -> Iterator[str]:
    name = written[1:]
    other = beside.get(name)
    if name == field.name:
        yield f"`{written}` refers to the field itself"
    elif other is None:
        near = nearest(name, beside)
        hint = f"; did you mean `${near}`?" if near else ""
        yield f"`{written}` refers to no field of the schema{hint}"
    elif other.type.name != "any" and _scale(other) != _scale(field):
        yield f"`{written}` is a `{other.type.name}`, and compares with no `{field.type.name}`"


def _scale(field: Field) -> tuple[str, ...]:
    return next((s for s in (_DAYS, _NUMBERS, _SPANS) if field.type.name in s), ())


def _ranges(field: Field) -> Iterator[Nonsense]:
    if _above(field.min, field.max):
        yield Nonsense(("min",), f"`min` {field.min} is above `max` {field.max}")
    for key, (least, most) in (("length", field.length), ("items", field.items)):
        if least is not None and most is not None and least > most:
            yield Nonsense((key,), f"`min` {least} of `{key}` is above `max` {most}")
        elif most == 0:
            yield Nonsense((key,), f"`max` 0 of `{key}` allows nothing: write 1 or more")
    most = field.items[1]
    if most is not None and most < len(field.contains):
        wanted = len(field.contains)
        yield Nonsense(("contains",), f"`contains` asks for {wanted}, `items` allows {most}")


def _above(low: object, high: object) -> bool:
    if isinstance(low, int | float) and isinstance(high, int | float):
        return low > high
    if isinstance(low, str) and isinstance(high, str):
        dated = low[:4].isdigit() and high[:4].isdigit() and len(low) == len(high)
        return dated and low > high
    return False


def _values(field: Field) -> Iterator[Nonsense]:
    """Values that a field names, against its type and against each other."""
    enum = field.type.args if field.type.name == "enum" else ()
    named = (("type", enum), ("one_of", field.one_of), ("contains", field.contains))
    for key, values in named:
        for value in dict.fromkeys(v for v in values if values.count(v) > 1):
            yield Nonsense((key,), f"`{value}` stands twice: leave one out")
    if enum and field.one_of and not set(enum) & set(field.one_of):
        yield Nonsense(("one_of",), "`one_of` allows none of the values of the `enum`")
    allowed = field.one_of or enum
    for key, values in (("one_of", field.one_of), ("contains", field.contains)):
        for value in values:
            for problem in (*_unlike(field, value),) or _broken(field, value):
                yield Nonsense((key,), f"`{key}` {problem}")
    for value in field.contains:
        if allowed and value not in allowed:
            near = did_you_mean(value, allowed)
            message = f"`contains` `{value}` is not among the values allowed{near}"
            yield Nonsense(("contains",), message)
    yield from _default(field, allowed)


def _default(field: Field, allowed: tuple[str, ...]) -> Iterator[Nonsense]:
    if field.default is None:
        return
    type_ = field.type
    several = isinstance(field.default, tuple)
    if field.default in ("", ()) and not field.nullable:
        yield Nonsense(("default",), "`default` is empty, and the property may not be")
        return
    values = field.default if isinstance(field.default, tuple) else (field.default,)
    if sum(len(spelled(v).encode()) for v in values) > MAX_DEFAULT:
        yield Nonsense(("default",), f"`default` is longer than {MAX_DEFAULT} bytes")
        return
    if several and not (type_.many or type_.either or type_ == ANY):
        yield Nonsense(("default",), f"`default` is a list, `{write_type(type_)}` is not")
    for value in values:
        text = spelled(value)
        if allowed and text not in allowed:
            near = did_you_mean(text, allowed)
            message = f"`default` `{text}` is not among the values allowed{near}"
            yield Nonsense(("default",), message)
        unlike = list(_unlike(field, value if several or isinstance(value, bool) else text))
        faults = () if allowed and text not in allowed else _broken(field, text)
        for problem in unlike or faults:
            yield Nonsense(("default",), f"`default` {problem}")


def _broken(field: Field, text: str) -> Iterator[str]:
    """What a value that a field names does not keep to of what else it asks."""
    if field.type.name in (*_DAYS, "link", "file"):
        if _above(field.min, text) or _above(text, field.max):
            yield f"`{text}` lies outside of `min` and `max`"
        return
    yield from one_faults(field, _value(text), {}, ROOT, Targets(lambda *_: None))


def _unlike(field: Field, value: object) -> Iterator[str]:
    """Why a value cannot be one of the field's."""
    name, text = field.type.name, spelled(value)
    if name in _NUMBERS and not _is_number(text):
        yield f"`{text}` is no {name}"
    elif name == "checkbox" and text not in ("true", "false"):
        yield f"`{text}` should be `true` or `false`"
    elif name in _DAYS and text != "today" and read_date(text).kind != "iso":
        yield f"`{text}` is no date: write `today`, or one such as `2025-08-27`"
    elif name == "link" and link_target(text) is None:
        yield f"`{text}` is no link: write `[[{text}]]`"
    elif name in (*_SPANS, "email") and not _is(name, text):
        yield f"`{text}` should be {called(FieldType(name))}"
    elif name == "url" and ("://" not in text or " " in text):
        yield f"`{text}` is no url: write it as `https://…`"
    elif name == "tag" and (problem := tag_problem(text.removeprefix("#"))):
        yield f"`{text}` is no tag: {problem}"


def _is(name: str, text: str) -> bool:
    return IS[name](_value(text))


def _value(text: str) -> Value:
    return Value("text", text, "plain", 0, 0)


def _is_number(text: str) -> bool:
    try:
        return bool(text) and float(text) is not None
    except ValueError:
        return False
