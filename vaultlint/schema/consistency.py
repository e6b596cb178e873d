"""Faults of a schema that only show once it is put together."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.schema.compact import write_type
from vaultlint.schema.compile import field_sources, spelled
from vaultlint.schema.nearest import did_you_mean, nearest
from vaultlint.schema.shape import Field, Schema
from vaultlint.schema.shipped import PREFIX
from vaultlint.schema.source import Document, Fault, Loc

_LISTS = "a list: give it a type such as `text[]`"


def check_schema(schema: Schema, line: tuple[Document, ...], known: frozenset[str]) -> list[Fault]:
    """All such faults, each where it is written. `known` are the names of all schemas."""
    document = line[-1]
    found: list[Fault] = []
    sources = field_sources(line)
    for name, field in schema.shape.fields.items():
        source = sources[name]
        if source.document is not document:
            continue
        for key, message in _field_faults(field, schema, known, document):
            loc: Loc = (*source.loc, key) if key and key in source.raw else source.loc
            found.append(document.fault(loc, message))
    found += _names(schema, document)
    within = schema.shape.chapters.within if schema.shape.chapters else None
    if within and within.startswith("$"):
        for message in _reference(within, schema):
            found.append(document.fault(("body", "chapters", "within"), message))
    return found


def _field_faults(
    field: Field, schema: Schema, known: frozenset[str], document: Document
) -> Iterator[tuple[str, str]]:
    type_ = field.type
    if type_.name == "link" and not document.file.startswith(PREFIX):
        for arg in type_.args:
            if arg not in known:
                yield (
                    "type",
                    f"no schema `{arg}` for `{write_type(type_)}`{did_you_mean(arg, known)}",
                )
    for key in ("min", "max"):
        bound = getattr(field, key)
        if isinstance(bound, str) and bound.startswith("$"):
            yield from ((key, message) for message in _reference(bound, schema))
    low, high = field.min, field.max
    if _above(low, high):
        yield "min", f"`min` {low} is above `max` {high}"
    for key, (least, most) in (("length", field.length), ("items", field.items)):
        if least is not None and most is not None and least > most:
            yield key, f"`min` {least} of `{key}` is above `max` {most}"
    if not (type_.many or type_.either or type_.name == "any"):
        if field.items != (None, None):
            yield "items", f"`items` counts {_LISTS}"
        if field.unique is not None:
            yield "unique", f"`unique` speaks of {_LISTS}"
    if field.fields and type_.name != "object":
        yield "fields", f"only an `object` has `fields`, `{write_type(type_)}` has none"
    yield from _default_faults(field)


def _above(low: object, high: object) -> bool:
    if isinstance(low, int | float) and isinstance(high, int | float):
        return low > high
    if isinstance(low, str) and isinstance(high, str):
        dated = low[:4].isdigit() and high[:4].isdigit() and len(low) == len(high)
        return dated and low > high
    return False


def _default_faults(field: Field) -> Iterator[tuple[str, str]]:
    if field.default is None:
        return
    type_ = field.type
    allowed = field.one_of or (type_.args if type_.name == "enum" else ())
    values = field.default if isinstance(field.default, tuple) else (field.default,)
    if isinstance(field.default, tuple) and not (
        type_.many or type_.either or type_ == type_.__class__()
    ):
        yield "default", f"`default` is a list, `{write_type(type_)}` is not"
    for value in values:
        text = spelled(value)
        if allowed and text not in allowed:
            near = did_you_mean(text, allowed)
            yield "default", f"`default` `{text}` is not among the values allowed{near}"
        if type_.name in ("number", "integer") and (isinstance(value, str | bool)):
            yield "default", f"`default` `{text}` is no {type_.name}"
        if type_.name == "checkbox" and not isinstance(value, bool):
            yield "default", f"`default` `{text}` should be `true` or `false`"


def _reference(written: str, schema: Schema) -> Iterator[str]:
    name = written.removeprefix("$")
    if name not in schema.shape.fields:
        near = nearest(name, schema.shape.fields)
        hint = f"; did you mean `${near}`?" if near else ""
        yield f"`{written}` refers to no field of the schema{hint}"


def _names(schema: Schema, document: Document) -> Iterator[Fault]:
    """Names in `order` and `unique` that look like a slip; others are simply not typed."""
    for key in ("order", "unique"):
        written = document.data.get(key)
        for at, name in enumerate(written if isinstance(written, list) else [written]):
            if name is None or name in schema.shape.fields:
                continue
            near = nearest(str(name), schema.shape.fields)
            if near is not None and near not in (written or ()):
                message = f"`{key}` names no field: `{name}`; did you mean `{near}`?"
                yield document.fault((key, at), message)
