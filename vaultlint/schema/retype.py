"""A value of another type, written as its field has it."""

from __future__ import annotations

from vaultlint.note import Note
from vaultlint.parse.facts import Property, Value
from vaultlint.parse.tags import value_problem
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
    written = _written(note, type_, value)
    return None if written is None else Edit(note.path, value.span, written)


def _link_alone(note: Note, value: Value) -> Edit | None:
    link = value.text.strip().removeprefix("!")
    if value.style not in _ONE_LINE or link_target(link) is None:
        return None
    return Edit(note.path, value.span, respell(value, link, note))


def _written(note: Note, type_: FieldType, value: Value) -> str | None:
    """How one value stands where the type is asked for, maybe without its quotes; None if it is
    not of the type even so."""
    if value.style not in _ONE_LINE:
        return None
    if _is(type_, value):
        written = note.text(value.span)
        return None if _BREAKS & set(written) else written
    plain = value.text.strip()
    unquoted = value._replace(kind=kind_of(plain), style="plain")
    is_other = value.style != "plain" and unquoted.kind in ("number", "checkbox")
    return plain if is_other and _is(type_, unquoted) else None


def _is(type_: FieldType, value: Value) -> bool:
    return IS[type_.name](value) and not _BREAKS & set(value.text)


def _one_of_list(note: Note, type_: FieldType, prop: Property) -> Edit | None:
    if len(prop.value.items) != 1:
        return None
    item = prop.value.items[0]
    written = _written(note, type_, item)
    around = note.data[prop.key_end : item.start] + note.data[item.end : prop.value.end]
    return None if written is None or b"#" in around else replace_value(note, prop, written)


def _list_of_one(note: Note, type_: FieldType, prop: Property) -> Edit | None:
    value = prop.value
    line = note.lines.line_span(note.lines.line_of(prop.key_start)).start
    if note.data[line : prop.key_start].strip(b" -?"):
        return None  # within `{…}`, where no list may be written in lines of its own
    written = _written(note, type_, value)
    if written is None or (type_.name == "tag" and value_problem(value.text, alone=True)):
        return None  # several tags in one text are no list of one
    if value.style == "plain" and set(written) & set(",[]{}"):
        written = spell(value.text, note, flow=True)
    return replace_value(note, prop, list_text([written], note))
