"""What notes have in common: their properties, and the values of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from vaultlint.note import Note
from vaultlint.parse.facts import Value
from vaultlint.schema.predicate import scalars
from vaultlint.schema.violations import OURS, is_blank, is_placeholder

HOLDS = 0.9
"""Share of the notes for which what is proposed must be true."""


@dataclass(frozen=True)
class Evidence:
    """One property in `asked` notes. `values` are its values by the note that has it."""

    name: str
    values: Mapping[str, Value]
    asked: int

    @cached_property
    def filled(self) -> dict[str, Value]:
        """The values that say something, by note."""
        return {p: v for p, v in self.values.items() if not is_blank(v) and not is_placeholder(v)}

    @cached_property
    def items(self) -> dict[str, tuple[Value, ...]]:
        """The single values of each note that says something."""
        return {p: tuple(said(v)) for p, v in self.filled.items()}


def said(value: Value) -> Iterator[Value]:
    """The items of a list, or the value itself, without empty ones."""
    return (v for v in scalars(value) if not v.is_empty and not is_placeholder(v))


def gather(notes: Iterable[Note], skip: frozenset[str] = frozenset()) -> dict[str, Evidence]:
    """The properties of notes, those that most have first; `skip` are left out."""
    found: dict[str, dict[str, Value]] = {}
    asked = 0
    for note in notes:
        asked += 1
        for name, prop in note.properties.items():
            if name not in OURS | skip:
                found.setdefault(name, {})[note.path] = prop.value
    ranked = sorted(found.items(), key=lambda item: -len(item[1]))
    return {name: Evidence(name, values, asked) for name, values in ranked}
