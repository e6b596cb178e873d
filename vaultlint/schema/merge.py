"""What several schemas ask of one note, taken together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from msgspec.structs import replace

from vaultlint.schema.compact import TYPES, write_type
from vaultlint.schema.obsidian import OBSIDIAN_TYPES
from vaultlint.schema.shape import (
    EMPTY_SHAPE,
    ChapterShape,
    Conflict,
    Field,
    FieldType,
    Origin,
    Schema,
    Shape,
)

_STRICTNESS = {"allow": 0, "warning": 1, "error": 2}


def merge(schemas: Iterable[Schema], types: Mapping[str, str]) -> Shape:
    """The shape of a note that has all of `schemas` in a vault with these `types.json` types."""
    shapes = [s.shape for s in schemas]
    if not shapes and not types:
        return EMPTY_SHAPE
    conflicts: list[Conflict] = []
    fields = _fields(shapes, conflicts)
    for name, written in types.items():
        if name not in fields and written in OBSIDIAN_TYPES:
            origin = Origin(".obsidian/types.json", 1)
            fields[name] = Field(name, OBSIDIAN_TYPES[written], origin=origin)
    return Shape(
        schemas=tuple(n for s in shapes for n in s.schemas),
        fields=MappingProxyType(fields),
        order=tuple(dict.fromkeys(name for s in shapes for name in s.order)),
        unknown=max((s.unknown for s in shapes), key=_STRICTNESS.__getitem__, default="allow"),
        chapters=_chapters(shapes, conflicts),
        headings=tuple(dict.fromkeys(h for s in shapes for h in s.headings)),
        checks=tuple(dict.fromkeys(c for s in shapes for c in s.checks)),
        unique=tuple(dict.fromkeys(u for s in shapes for u in s.unique)),
        conflicts=tuple(conflicts),
    )


def _fields(shapes: list[Shape], conflicts: list[Conflict]) -> dict[str, Field]:
    fields: dict[str, Field] = {}
    for shape in shapes:
        for name, new in shape.fields.items():
            old = fields.get(name)
            fields[name] = new if old is None or old == new else both(old, new, conflicts)
    return fields


def both(old: Field, new: Field, conflicts: list[Conflict]) -> Field:
    """The field that satisfies two definitions. Where none can, a field that asks nothing."""
    type_ = narrower(old.type, new.type)
    if type_ is None:
        _clash(old, new, "type", conflicts)
        return Field(old.name, schema=old.schema, origin=old.origin)
    changes: dict[str, Any] = {"type": type_}
    for key in ("min", "max", "pattern", "format", "style", "length", "items", "default", "unique"):
        changes[key] = _one(old, new, key, conflicts)
    changes["one_of"] = _common(old, new, conflicts)
    changes["required"] = old.required or new.required
    changes["nullable"] = old.nullable and new.nullable
    changes["contains"] = tuple(dict.fromkeys(old.contains + new.contains))
    changes["schemes"] = old.schemes or new.schemes
    changes["severity"] = max(
        (s for s in (old.severity, new.severity) if s), key=lambda s: s.rank, default=None
    )
    if type_ == new.type != old.type:
        changes |= {"schema": new.schema, "origin": new.origin}
    changes["description"] = old.description or new.description
    inner = {f.name: f for f in old.fields}
    for field in new.fields:
        known = inner.get(field.name)
        inner[field.name] = field if known is None else both(known, field, conflicts)
    return replace(old, **changes, fields=tuple(inner.values()))


def narrower(a: FieldType, b: FieldType) -> FieldType | None:
    """The type whose values are of both types; None if there is none."""
    if FieldType() in (a, b):
        return b if a == FieldType() else a
    if a.either != b.either:
        loose, firm = (a, b) if a.either else (b, a)
        return narrower(loose._replace(either=False, many=firm.many), firm)
    if a.many != b.many:
        return None
    for general, special in ((a, b), (b, a)):
        if general.name == special.name:
            continue
        if special.name in _KINDS_OF.get(general.name, ()):
            return special
    if a.name != b.name:
        return None
    return _narrower_link(a, b) if a.name == "link" else _narrower_args(a, b)


_TEXTS = frozenset(TYPES) - {"checkbox", "object", "any"}
_KINDS_OF = {
    "any": _TEXTS | {"checkbox", "object"},
    "text": _TEXTS - {"text"},
    "number": frozenset({"integer"}),
}


def _narrower_link(a: FieldType, b: FieldType) -> FieldType | None:
    args = a.args or b.args
    if a.args and b.args:
        args = tuple(x for x in a.args if x in b.args)
        if not args:
            return None
    return a._replace(args=args, planned=a.planned and b.planned)


def _narrower_args(a: FieldType, b: FieldType) -> FieldType | None:
    if not a.args or not b.args:
        return a if a.args else b
    args = tuple(x for x in a.args if x in b.args)
    return a._replace(args=args) if args else None


def _one(old: Field, new: Field, key: str, conflicts: list[Conflict]) -> Any:
    first, second = getattr(old, key), getattr(new, key)
    if first == second or second in (None, (None, None)):
        return first
    if first in (None, (None, None)):
        return second
    if key != "default":
        _clash(old, new, key, conflicts)
        return (None, None) if isinstance(first, tuple) else None
    return first


def _common(old: Field, new: Field, conflicts: list[Conflict]) -> tuple[str, ...]:
    if not old.one_of or not new.one_of:
        return old.one_of or new.one_of
    common = tuple(x for x in old.one_of if x in new.one_of)
    if not common:
        _clash(old, new, "one_of", conflicts)
    return common


def _clash(old: Field, new: Field, key: str, conflicts: list[Conflict]) -> None:
    message = (
        f"schemas `{old.schema}` and `{new.schema}` contradict each other on the {key} of "
        f"`{old.name}`: {_shown(getattr(old, key))} and {_shown(getattr(new, key))}"
    )
    origins = tuple(o for o in (old.origin, new.origin) if o)
    conflicts.append(Conflict(old.name, message, origins))


def _shown(value: object) -> str:
    if isinstance(value, FieldType):
        return f"`{write_type(value)}`"
    if isinstance(value, tuple):
        return ", ".join(f"`{v}`" for v in value if v is not None)
    return f"`{value}`"


def _chapters(shapes: list[Shape], conflicts: list[Conflict]) -> ChapterShape | None:
    merged: ChapterShape | None = None
    for shape in shapes:
        new = shape.chapters
        if new is None or new == merged:
            continue
        if merged is None:
            merged = new
            continue
        if merged.formats and new.formats and merged.formats != new.formats:
            message = (
                f"schemas `{merged.schema}` and `{new.schema}` contradict each other on the "
                f"format of chapters"
            )
            conflicts.append(Conflict("body.chapters", message))
        merged = merged._replace(
            required=merged.required or new.required,
            start=merged.start if merged.start != "any" else new.start,
            formats=merged.formats or new.formats,
            within=merged.within or new.within,
        )
    return merged
