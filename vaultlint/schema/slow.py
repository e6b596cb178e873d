"""Which schemas hold a pattern that ran into the time limit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vaultlint.schema.pattern import LIMIT
from vaultlint.schema.predicate import Predicate, name_pattern
from vaultlint.schema.shape import Conflict, Field, Schema


def too_slow(schema: Schema, slow: frozenset[str]) -> Iterator[Conflict]:
    """A conflict for each use that `schema` makes of a pattern among `slow`."""
    for field in _every(schema.shape.asked.values()):
        if field.pattern in slow and field.origin is not None:
            yield Conflict(field.name, _message(field.pattern, field.name), (field.origin,))
    checks = [p for c in schema.shape.checks for p in (c.when, c.require)]
    for predicate in (schema.match, *checks):
        for pattern in _patterns(predicate):
            if pattern in slow:
                yield Conflict("match", _message(pattern, "name"), (schema.origin,))


def _message(pattern: str | None, name: str) -> str:
    return (
        f"the pattern `{pattern}` of `{name}` took more than {LIMIT} s on one text: write it"
        " without repeats inside of repeats"
    )


def _every(fields: Iterable[Field]) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from _every(field.fields)


def _patterns(predicate: Predicate | None) -> Iterator[str]:
    if predicate is None:
        return
    for part in predicate.parts:
        yield from _patterns(part)
    if predicate.kind == "name":
        yield from filter(None, map(name_pattern, map(str, predicate.values)))
