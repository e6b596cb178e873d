"""All that a note's properties violate of its shape, found in one pass that the rules share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from vaultlint.note import Note
from vaultlint.parse.facts import Property, Value
from vaultlint.schema.constraints import list_faults, one_faults
from vaultlint.schema.kinds import IS, called, called_many, is_no_time, there
from vaultlint.schema.nearest import nearest
from vaultlint.schema.predicate import Targets
from vaultlint.schema.shape import Field, Shape
from vaultlint.schema.typed import by_key
from vaultlint.text import Span

Kind = Literal["missing", "empty", "type", "value", "unknown"]


class Violation(NamedTuple):
    """One of them. `path` is what a person calls the property (`address.city`); `property` is
    the innermost one there is, `value` the value or the item at fault. For `missing` in an
    object, `property` is the object's; for `unknown` in one, `field` and `value` are."""

    kind: Kind
    field: Field
    path: str
    property: Property | None = None
    value: Value | None = None
    message: str = ""


KNOWN_TO_OBSIDIAN = frozenset(
    ("aliases", "tags", "cssclasses", "publish", "permalink", "description", "image", "cover")
)
OURS = frozenset(("vaultlint-ignore", "schema"))


def violations(
    note: Note, shape: Shape, targets: Targets, explicit: str = "schema"
) -> tuple[Violation, ...]:
    """What `note` violates, in no particular order. Nothing for a note whose properties cannot
    be read: one fault is enough. `explicit` is the property by which a note chooses schemas."""
    if not shape.fields or not is_readable(note):
        return ()
    checker = _Checker(note, targets, closed=shape.unknown != "allow")
    checker.mapping(note.properties, shape.asked, "", None)
    if shape.unknown != "allow":
        checker.unknown(note.properties, shape, KNOWN_TO_OBSIDIAN | OURS | {explicit})
    return tuple(checker.found)


def meant_by(note: Note, shape: Shape, unknown: Violation) -> str | None:
    """The property that the schemas know and the note, or the object in it, has not, and that one
    they do not know comes near to."""
    if unknown.property is None:
        return None
    if unknown.value is not None:
        known, there_ = {f.name for f in unknown.field.fields}, unknown.value.properties
        return nearest(unknown.property.key, known - {p.key for p in there_})
    return nearest(unknown.property.key, shape.asked.keys() - note.properties.keys())


def misnamed(note: Note, shape: Shape, name: str) -> list[Property]:
    """The properties that no schema of the note knows, and that were probably meant to be `name`,
    which the note has not. Where others are welcome, they may differ only in case, blanks and
    hyphens: `publisher` is no slip for `published` there."""
    missing = shape.asked.keys() - note.properties.keys()
    found = []
    for key, prop in note.properties.items():
        if _knows(shape, key) or key in KNOWN_TO_OBSIDIAN | OURS:
            continue
        is_slip = shape.unknown != "allow" and nearest(key, missing) == name
        if is_slip or _bare(key) == _bare(name):
            found.append(prop)
    return found


def _bare(name: str) -> str:
    return re.sub(r"[\s_-]", "", name).casefold()


def _knows(shape: Shape, name: str) -> bool:
    field = shape.fields.get(name)
    return field is not None and bool(field.schema)


def opening(note: Note) -> Span:
    """Where a finding stands that is about what is absent: the opening `---`, else the first
    line."""
    block = note.facts.frontmatter
    if block is not None:
        return Span(block.start, block.start + 3)
    return Span(note.body_start, note.lines.line_span(1).end)


def is_readable(note: Note) -> bool:
    """Whether the note's properties are what its author wrote: readable, and where they belong."""
    facts = note.facts
    if facts.unreadable is not None:
        return False
    if facts.problems and any(p.kind in _OUT_OF_PLACE for p in facts.problems):
        return False
    block = facts.frontmatter
    return block is None or not block.problems or bool(block.properties)


_OUT_OF_PLACE = frozenset(("misplaced", "unclosed", "second-block"))


class _Checker:
    def __init__(self, note: Note, targets: Targets, *, closed: bool) -> None:
        self.found: list[Violation] = []
        self._note = note
        self._targets = targets
        self._closed = closed

    def mapping(
        self,
        properties: Mapping[str, Property],
        fields: Mapping[str, Field],
        above: str,
        holder: Property | None,
    ) -> None:
        """Check the properties of a note, or of an object in it."""
        for name, field in fields.items():
            prop = properties.get(name)
            if prop is None:
                if field.required:
                    self.found.append(Violation("missing", field, above + name, holder))
                continue
            value = prop.value
            if is_blank(value):
                if not field.nullable:
                    self.found.append(Violation("empty", field, above + name, prop, value))
            else:
                self._property(field, above + name, prop, properties)

    def unknown(
        self, properties: Mapping[str, Property], shape: Shape, known: frozenset[str]
    ) -> None:
        """Find the properties that no schema of the note knows."""
        for name, prop in properties.items():
            if not _knows(shape, name) and name not in known:
                self.found.append(Violation("unknown", Field(name), name, prop))

    def _unknown_inside(
        self, field: Field, path: str, holder: Value, inner: Mapping[str, Property]
    ) -> None:
        known = {f.name for f in field.fields}
        for name, prop in inner.items():
            if name not in known:
                self.found.append(Violation("unknown", field, f"{path}.{name}", prop, holder))

    def _property(
        self, field: Field, path: str, prop: Property, beside: Mapping[str, Property]
    ) -> None:
        value, type_ = prop.value, field.type
        if is_unquoted_link(value):
            return
        if value.kind == "list":
            if not (type_.many or type_.either or type_.name == "any"):
                self._wrong(field, path, prop, value, single=True)
                return
            for at, item in enumerate(value.items):
                if not item.is_empty:
                    inner = f"{path}[{at}]" if item.kind == "object" else path
                    self._one(field, inner, prop, item, beside)
            for message in list_faults(field, value, self._note, self._targets):
                self.found.append(Violation("value", field, path, prop, value, message))
        elif type_.many and not is_placeholder(value):
            self._wrong(field, path, prop, value)
        else:
            self._one(field, path, prop, value, beside)

    def _one(
        self,
        field: Field,
        path: str,
        prop: Property,
        value: Value,
        beside: Mapping[str, Property],
    ) -> None:
        if not IS[field.type.name](value):
            told_elsewhere = is_placeholder(value) or is_unquoted_link(value)
            if not told_elsewhere and not is_no_time(field.type, value):
                self._wrong(field, path, prop, value)
            return
        if field.fields and value.kind == "object":
            inner = by_key(value)
            self.mapping(inner, {f.name: f for f in field.fields}, f"{path}.", prop)
            if self._closed:
                self._unknown_inside(field, path, value, inner)
        if value.kind in ("list", "object") or is_placeholder(value):
            return
        for message in one_faults(field, value, beside, self._note, self._targets):
            self.found.append(Violation("value", field, path, prop, value, message))

    def _wrong(
        self, field: Field, path: str, prop: Property, value: Value, *, single: bool = False
    ) -> None:
        wanted, is_there = called(field.type), there(value)
        if single:
            message = f"should be {wanted}, not a list"
        elif value is prop.value:
            message = f"should be {wanted}, not {is_there}"
            if field.type.many and is_there == called(field.type._replace(many=False)):
                message = f"should be {wanted}, not one alone"
        else:
            message = f"should hold {called_many(field.type)}, not {is_there}"
        self.found.append(Violation("type", field, path, prop, value, message))


def is_blank(value: Value) -> bool:
    """Nothing there: no value, or a list of nothing."""
    if value.kind == "list":
        return all(item.is_empty for item in value.items)
    return value.is_empty


def is_unquoted_link(value: Value) -> bool:
    """`[[X]]` without quotes, which YAML reads as a list in a list: a finding of its own."""
    if value.kind != "list" or value.style != "flow" or len(value.items) != 1:
        return False
    first = value.items[0]
    return first.kind == "list" and first.start == value.start + 1


def is_placeholder(value: Value) -> bool:
    """What a template left behind: a finding of its own."""
    if value.kind == "object":
        return value.style == "flow" and any("{" in p.key or not p.key for p in value.properties)
    return value.kind == "text" and ("{{" in value.text or "<%" in value.text)


def of_kind(found: Iterable[Violation], kind: Kind) -> Iterator[Violation]:
    """Those of one kind."""
    return (violation for violation in found if violation.kind == kind)
