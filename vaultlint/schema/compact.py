"""Compact types: what `link(person?)[]!` says."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from vaultlint.patterns import later
from vaultlint.schema.nearest import did_you_mean
from vaultlint.schema.shape import FieldType

TYPES = (
    "text",
    "number",
    "integer",
    "checkbox",
    "date",
    "datetime",
    "time",
    "duration",
    "url",
    "email",
    "tag",
    "link",
    "file",
    "enum",
    "object",
    "any",
)
"""The names of types, as people write them."""

_TAKE_ARGUMENTS = frozenset({"link", "file", "enum"})
_COMPACT = later(r"([A-Za-z][\w-]*)(\?)?(?:\(([^()]*)\))?(\?)?(\[(\??)\])?(!)?")
_ARGUMENT = later(r"""\s*(?:"([^"]*)"|'([^']*)'|([^,"']*?))\s*(?:,|$)""")
_MAX_LENGTH = 10_000


class CompactTypeError(ValueError):
    """A text that is no compact type; the message says what would be."""


class Compact(NamedTuple):
    """A compact type; `required` is its `!`."""

    type: FieldType
    required: bool


@lru_cache(maxsize=4096)
def read_compact(text: str) -> Compact:
    """What the compact type `text` says. Raises CompactTypeError."""
    match = _COMPACT.fullmatch(text.strip()) if len(text) <= _MAX_LENGTH else None
    if match is None:
        raise CompactTypeError(f"`{text[:60]}` is no type; write it as `type(args)[]!`")
    name, early, inner, late, brackets, either, required = match.groups()
    if name not in TYPES:
        raise CompactTypeError(f"unknown type `{name}`" + did_you_mean(name, TYPES))
    args, planned = _arguments(name, inner)
    if early or late:
        if name != "link":
            raise CompactTypeError(f"only a `link` may be unwritten: `{name}` takes no `?`")
        planned = True
    many = brackets is not None
    return Compact(
        FieldType(name, args, many and not either, planned, either=bool(either)), bool(required)
    )


def _arguments(name: str, inner: str | None) -> tuple[tuple[str, ...], bool]:
    if inner is None:
        if name == "enum":
            raise CompactTypeError("`enum` needs its values: `enum(todo, done)`")
        return (), False
    if name not in _TAKE_ARGUMENTS:
        raise CompactTypeError(f"`{name}` takes no arguments")
    found: list[str] = []
    at = 0
    while at < len(inner):
        match = _ARGUMENT.match(inner, at)
        if match is None or match.end() == at:
            raise CompactTypeError(f"cannot read the arguments `{inner[:60]}`")
        found.append(next(group for group in match.groups() if group is not None))
        at = match.end()
    if not all(found) or not found:
        raise CompactTypeError(
            f"an argument of `{name}` is empty: write one, or leave the brackets out"
        )
    if name == "file":
        return tuple(a.removeprefix(".").lower() for a in found), False
    if name == "link":
        return tuple(a.removesuffix("?").strip() for a in found), any(a[-1] == "?" for a in found)
    return tuple(found), False


def write_type(type_: FieldType) -> str:
    """The compact form of a type, without `!`."""
    args = ", ".join(_quoted(a) for a in type_.args)
    mark = "?" if type_.planned else ""
    text = f"{type_.name}({args}{mark})" if args else type_.name + mark
    return text + ("[?]" if type_.either else "[]" if type_.many else "")


def _quoted(argument: str) -> str:
    return f'"{argument}"' if re.search(r"[,'?]|^\s|\s$", argument) else argument
