"""A value of another type, written as its field has it."""

from __future__ import annotations

from vaultlint.note import Note
from vaultlint.parse.facts import Property, Value
from vaultlint.parse.yaml_scalars import kind_of
from vaultlint.schema.kinds import IS
from vaultlint.schema.predicate import link_target
from vaultlint.schema.shape import FieldType
from vaultlint.schema.writing import list_text, replace_value, respell, spell
from vaultlint.text import Edit

_ONE_LINE = ("plain", "single", "double")
_BREAKS = {"\n", "\r"}
"""What ends a line; a carriage return that stands alone does so to some readers."""


def retyped(note: Note, type_: FieldType, prop: Property, value: Value) -> Edit | None:
    """Write `value` of `prop`, which is not of the type, as one of it; None where that would
    be a guess."""
    if value.kind == "list" and value is prop.value:
        return _one_of_list(note, type_, prop)
    if type_.many and value is prop.value:
        return _list_of_one(note, type_, prop)
    if type_.name == "link" and value.kind == "text":
        return _link_alone(note, value)
    unquoted = value._replace(kind=kind_of(value.text.strip()), style="plain")
    if value.style in ("single", "double") and unquoted.kind in ("number", "checkbox"):
        return Edit(note.path, value.span, value.text.strip()) if _is(type_, unquoted) else None
    return None


def _link_alone(note: Note, value: Value) -> Edit | None:
    link = value.text.strip().removeprefix("!")
    if value.style not in _ONE_LINE or link_target(link) is None:
        return None
    return Edit(note.path, value.span, respell(value, link, note))


def _is(type_: FieldType, value: Value) -> bool:
    return IS[type_.name](value) and not _BREAKS & set(value.text)


def _one_of_list(note: Note, type_: FieldType, prop: Property) -> Edit | None:
    if len(prop.value.items) != 1:
        return None
    item = prop.value.items[0]
    written = note.text(item.span)
    around = note.data[prop.key_end : item.start] + note.data[item.end : prop.value.end]
    if (
        item.style not in _ONE_LINE
        or _BREAKS & set(written)
        or b"#" in around
        or not _is(type_, item)
    ):
        return None
    return replace_value(note, prop, written)


def _list_of_one(note: Note, type_: FieldType, prop: Property) -> Edit | None:
    value = prop.value
    line = note.lines.line_span(note.lines.line_of(prop.key_start)).start
    if note.data[line : prop.key_start].strip(b" -?"):
        return None  # within `{…}`, where no list may be written in lines of its own
    if value.style not in _ONE_LINE or not _is(type_, value):
        return None
    written = note.text(value.span)
    if _BREAKS & set(written):
        return None
    if value.style == "plain" and set(written) & set(",[]{}"):
        written = spell(value.text, note, flow=True)
    return replace_value(note, prop, list_text([written], note))
