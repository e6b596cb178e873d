"""Which values are of which type, and how types and values are called in messages."""

from __future__ import annotations

from collections.abc import Callable

from vaultlint.durations import duration_seconds
from vaultlint.parse.facts import Value
from vaultlint.patterns import later
from vaultlint.schema.predicate import link_target
from vaultlint.schema.shape import Field, FieldType

_INTEGER = later(r"[-+]?[0-9]+(\.0*)?|0o[0-7]+|0x[0-9a-fA-F]+")
_COMPACT_DATE = later(r"(?:19|20)[0-9]{6}")
_TIME = later(r"([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]+)?)?")
_CLOCK = later(r"[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?")
_EMAIL = later(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


def _text(value: Value) -> bool:
    return value.kind in ("text", "number")


def _number(value: Value) -> bool:
    return value.kind == "number"


def _integer(value: Value) -> bool:
    return value.kind == "number" and _INTEGER.fullmatch(value.text) is not None


def _date(value: Value) -> bool:
    # what has digits is meant as a date; whether it is one is for the date rules to say
    if value.kind == "number":
        return _COMPACT_DATE.fullmatch(value.text) is not None
    return value.kind == "text" and any(map(str.isdigit, value.text)) and "[[" not in value.text


def _time(value: Value) -> bool:
    return value.kind == "text" and _TIME.fullmatch(value.text.strip()) is not None


def is_no_time(type_: FieldType, value: Value) -> bool:
    """Whether a value of a type `time` has the form of one, and no clock shows it."""
    is_clock = type_.name == "time" and value.kind == "text"
    return is_clock and not _time(value) and _CLOCK.fullmatch(value.text.strip()) is not None


def _duration(value: Value) -> bool:
    return value.kind in ("text", "number") and duration_seconds(value.text) is not None


def _email(value: Value) -> bool:
    return value.kind == "text" and _EMAIL.fullmatch(value.text.strip()) is not None


def _link(value: Value) -> bool:
    return value.kind == "text" and link_target(value.text) is not None


def _checkbox(value: Value) -> bool:
    return value.kind == "checkbox"


def _enum(value: Value) -> bool:
    return value.kind in ("text", "number", "checkbox")


def _object(value: Value) -> bool:
    return value.kind == "object"


IS: dict[str, Callable[[Value], bool]] = {
    "text": _text,
    "number": _number,
    "integer": _integer,
    "checkbox": _checkbox,
    "date": _date,
    "datetime": _date,
    "time": _time,
    "duration": _duration,
    "url": _text,
    "email": _email,
    "tag": _text,
    "link": _link,
    "file": _text,
    "enum": _enum,
    "object": _object,
    "any": lambda _: True,
}
"""By type name: whether one value, not a list, is of the type. A url, a tag, a date that is none
is found by the rules that know more of urls, tags and dates."""

_ONE = {
    "text": "text",
    "number": "a number",
    "integer": "a whole number",
    "checkbox": "`true` or `false`",
    "date": "a date such as `2025-08-27`",
    "datetime": "a date and time such as `2025-08-27T10:30`",
    "time": "a time such as `10:30`",
    "duration": "a duration such as `1:25:05`",
    "url": "a url",
    "email": "an email address",
    "tag": "a tag",
    "link": "a link",
    "file": "a file",
    "enum": "one of its values",
    "object": "a mapping",
    "any": "a value",
}
_MANY = {
    "text": "texts",
    "number": "numbers",
    "integer": "whole numbers",
    "checkbox": "checkboxes",
    "date": "dates",
    "datetime": "dates and times",
    "time": "times",
    "duration": "durations",
    "url": "urls",
    "email": "email addresses",
    "tag": "tags",
    "link": "links",
    "file": "files",
    "enum": "values",
    "object": "mappings",
    "any": "values",
}
_THERE = {
    "text": "text",
    "number": "a number",
    "checkbox": "a checkbox",
    "list": "a list",
    "object": "a mapping",
    "null": "nothing",
}


def called(type_: FieldType) -> str:
    """What a value of the type is called: `a list of links`, `a date such as …`."""
    return f"a list of {_MANY[type_.name]}" if type_.many else _ONE[type_.name]


def asked(field: Field) -> str:
    """What a field asks for: its values, where there are few, else what its type is called."""
    values = field.one_of or (field.type.args if field.type.name == "enum" else ())
    if values and len(values) <= _FEW:
        shown = ", ".join(f"`{v}`" for v in values)
        either = ", or a list of them" if field.type.either else ""
        return f"a list of {shown}" if field.type.many else f"one of {shown}{either}"
    either = f", or a list of {_MANY[field.type.name]}" if field.type.either else ""
    return called(field.type) + either


_FEW = 8


def called_many(type_: FieldType) -> str:
    """What several values of the type are called: `links`."""
    return _MANY[type_.name]


def there(value: Value) -> str:
    """What a value that is there is called: `a list`, `text`, `a link`."""
    if value.kind == "text" and "[[" in value.text:
        text = value.text.strip()
        if link_target(text) is not None:
            return "a link" if text == value.text else "a link with blanks around it"
        if link_target(text.removeprefix("!")) is not None:
            return "an embed"
        if text in ("[[]]", "![[]]"):
            return "a link to nothing"
    return _THERE[value.kind]
