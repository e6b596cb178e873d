"""Which schemas a note has, without asking every schema about every note."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from vaultlint.note import Note
from vaultlint.parse.facts import Value
from vaultlint.schema.choice import USUAL, chosen, mistaken
from vaultlint.schema.dated import Dated, dated
from vaultlint.schema.merge import merge
from vaultlint.schema.pattern import slow_patterns
from vaultlint.schema.predicate import (
    Predicate,
    Resolver,
    Targets,
    link_name,
    link_target,
    meets,
    scalars,
)
from vaultlint.schema.shape import Conflict, Schema, Shape
from vaultlint.schema.slow import too_slow
from vaultlint.schema.violations import Violation, violations
from vaultlint.text import fold


class SchemaSet:
    """The schemas of a vault, indexed by what a note must have to be of any of them.

    `explicit` is the property by which a note chooses its schemas itself.
    """

    def __init__(self, schemas: Iterable[Schema] = (), explicit: str = USUAL) -> None:
        self.schemas = tuple(sorted(schemas, key=lambda s: s.name))
        self.explicit = explicit
        self.by_name = {s.name: s for s in self.schemas}

    def __bool__(self) -> bool:
        return bool(self.schemas)

    def names(self) -> tuple[str, ...]:
        """All names, sorted."""
        return tuple(self.by_name)

    def schemas_of(self, note: Note, targets: Targets) -> tuple[Schema, ...]:
        """The schemas that `note` has: those that its `schema:` property names, else all whose
        `match` it meets; in the order of names."""
        named = chosen(note, self.explicit, self.by_name)
        if named:
            return named
        found: list[Schema] = []
        for at in sorted(self._index.candidates(note)):
            schema = self.schemas[at]
            if schema.match is not None and meets(schema.match, note, targets):
                found.append(schema)
        return tuple(found)

    @cached_property
    def _index(self) -> _Index:
        return _Index(self.schemas)


class Matcher:
    """A schema set at work in one vault: what has been found out of a note is kept."""

    def __init__(self, schemas: SchemaSet, resolve: Resolver, types: Mapping[str, str]) -> None:
        self.schemas = schemas
        self.targets = Targets(resolve)
        self._types = types
        self._found: dict[str, tuple[Schema, ...]] = {}
        self._shapes: dict[tuple[str, ...], Shape] = {}
        self._shape_of: dict[str, Shape] = {}
        # rules ask of one note after the other: only what is known of the last one is kept
        self._dates: tuple[str, tuple[Dated, ...]] = ("", ())
        self._violations: tuple[str, tuple[Violation, ...]] = ("", ())

    def schemas_of(self, note: Note) -> tuple[Schema, ...]:
        """The schemas of `note`, in the order of names."""
        found = self._found.get(note.path)
        if found is None:
            found = self.schemas.schemas_of(note, self.targets) if self.schemas else ()
            self._found[note.path] = found
        return found

    def shape_of(self, note: Note) -> Shape:
        """All that the schemas of `note` ask of it; one object for all notes of the same schemas."""
        shape = self._shape_of.get(note.path)
        if shape is None:
            found = self.schemas_of(note)
            names = tuple([s.name for s in found])
            shape = self._shapes.get(names)
            if shape is None:
                shape = self._shapes[names] = merge(found, self._types)
            self._shape_of[note.path] = shape
        return shape

    def dates_of(self, note: Note) -> tuple[Dated, ...]:
        """The values of `note` that are meant as dates, each with its reading."""
        if self._dates[0] != note.path:
            self._dates = (note.path, tuple(dated(note, self.shape_of(note))))
        return self._dates[1]

    def conflicts(self) -> tuple[Conflict, ...]:
        """Where schemas that some note has together ask for contrary things, and patterns that
        take too long, of all notes that were looked at so far."""
        found = {c for shape in self._shapes.values() for c in shape.conflicts}
        slow = slow_patterns()
        if slow:
            found.update(c for s in self.schemas.schemas for c in too_slow(s, slow))
        return tuple(sorted(found, key=lambda c: (c.origins, c.field)))

    def combinations(self) -> list[tuple[str, ...]]:
        """The names of schemas that some note has together, of all notes looked at so far."""
        return list(self._shapes)

    def combine(self, combinations: Iterable[tuple[str, ...]]) -> None:
        """Take combinations into account that were seen elsewhere."""
        for names in combinations:
            if names not in self._shapes:
                schemas = tuple(self.schemas.by_name[name] for name in names)
                self._shapes[names] = merge(schemas, self._types)

    def violations_of(self, note: Note) -> tuple[Violation, ...]:
        """What the properties of `note` violate of its shape."""
        if self._violations[0] != note.path:
            schemas = self.schemas
            found = violations(note, self.shape_of(note), self.targets, schemas.explicit)
            if schemas:
                found += tuple(mistaken(note, schemas.explicit, schemas.by_name))
            self._violations = (note.path, found)
        return self._violations[1]


class _Trait(NamedTuple):
    """What a note must have to be worth a closer look; lower `rank` tells notes apart better."""

    rank: int
    kind: str
    key: str
    value: str = ""


class _Index:
    """Schemas by trait. A schema stands under traits of which every note of it has at least one."""

    def __init__(self, schemas: tuple[Schema, ...]) -> None:
        self._values: dict[str, dict[str, list[int]]] = {}
        self._keys: dict[str, list[int]] = {}
        self._tags: dict[str, list[int]] = {}
        self._folders: dict[str, list[int]] = {}
        self._always: list[int] = []
        for at, schema in enumerate(schemas):
            if schema.match is None:
                continue
            traits = _traits(schema.match)
            if traits is None:
                self._always.append(at)
            for trait in traits or ():
                self._bucket(trait).append(at)

    def _bucket(self, trait: _Trait) -> list[int]:
        match trait.kind:
            case "value":
                return self._values.setdefault(trait.key, {}).setdefault(trait.value, [])
            case "key":
                return self._keys.setdefault(trait.key, [])
            case "tag":
                return self._tags.setdefault(trait.key, [])
            case _:
                return self._folders.setdefault(trait.key, [])

    def candidates(self, note: Note) -> set[int]:
        """Places of the schemas that `note` may have."""
        found = set(self._always)
        properties = note.properties
        for key, values in self._values.items():
            prop = properties.get(key)
            if prop is not None:
                for item in scalars(prop.value):
                    found.update(values.get(_norm(item), ()))
        for key, places in self._keys.items():
            if key in properties:
                found.update(places)
        if self._tags:
            self._by_tag(note, found)
        if self._folders:
            self._by_folder(note, found)
        return found

    def _by_tag(self, note: Note, found: set[int]) -> None:
        for tag in note.tags:
            parts = tag.split("/")
            for n in range(1, len(parts) + 1):
                found.update(self._tags.get("/".join(parts[:n]), ()))

    def _by_folder(self, note: Note, found: set[int]) -> None:
        folder = fold(note.path).rpartition("/")[0]
        while True:
            found.update(self._folders.get(folder, ()))
            if not folder:
                return
            folder = folder.rpartition("/")[0]


def _norm(value: Value) -> str:
    return _norm_text(value.text)


def _norm_text(text: str) -> str:
    target = link_target(text) if "[[" in text else None
    return fold(text.strip()) if target is None else f"[[{link_name(target)}"


def _traits(predicate: Predicate) -> tuple[_Trait, ...] | None:
    """Traits of which a note that meets `predicate` has at least one; None if there are none."""
    match predicate.kind:
        case "all":
            known = [t for t in map(_traits, predicate.parts) if t]
            return min(known, key=lambda ts: (max(t.rank for t in ts), len(ts)), default=None)
        case "any":
            parts = [_traits(part) for part in predicate.parts]
            if any(part is None for part in parts):
                return None
            return tuple(trait for part in parts for trait in part or ())
        case "field":
            return _field_traits(predicate)
        case "has":
            return tuple(_Trait(3, "key", str(key)) for key in predicate.values[:1])
        case "tag":
            tags = (str(v).removeprefix("#").lower() for v in predicate.values)
            return tuple(_Trait(1, "tag", tag) for tag in tags)
        case "folder":
            return tuple(_Trait(2, "folder", fold(str(v)).strip("/")) for v in predicate.values)
        case "path":
            return tuple(_Trait(2, "folder", _literal_folder(str(v))) for v in predicate.values)
        case _:
            return None


def _field_traits(predicate: Predicate) -> tuple[_Trait, ...] | None:
    if None in predicate.values:
        return None
    if all(isinstance(v, str) for v in predicate.values):
        return tuple(
            _Trait(0, "value", predicate.key, _norm_text(str(v))) for v in predicate.values
        )
    return (_Trait(3, "key", predicate.key),)


def _literal_folder(glob: str) -> str:
    """The folder that every match of a glob lies in, as far as it is written out."""
    names = fold(glob).removeprefix("./").split("/")[:-1]
    literal: list[str] = []
    for name in names:
        if any(c in name for c in "*?["):
            break
        literal.append(name)
    return "/".join(n for n in literal if n)
