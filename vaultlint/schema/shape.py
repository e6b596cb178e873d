"""What schemas ask of a note, compiled to plain data: all that rules see of the language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Literal, NamedTuple

from msgspec import Struct, field

from vaultlint.finding import Severity
from vaultlint.schema.predicate import Predicate


class Origin(NamedTuple):
    """Where a definition was written: a file as shown to people, and a 1-based line."""

    file: str
    line: int


class FieldType(NamedTuple):
    """`link(person?)[]` is `FieldType("link", ("person",), many=True, planned=True)`.

    `planned`: the link's target may be unwritten (`link?`, `link(person?)`). `either`: one value
    or a list of them (`link[?]`), as Obsidian stores what a person turns into a list.
    """

    name: str = "any"
    args: tuple[str, ...] = ()
    many: bool = False
    planned: bool = False
    either: bool = False


ANY = FieldType()


class Field(Struct, frozen=True):
    """The effective definition of one property.

    `required`: the property must be present; `nullable`: it may be empty (`!` asks for presence and
    forbids emptiness). `schema` is empty for what only Obsidian's `types.json` says. Bounds and
    `default` are as written: a number, an ISO date, `today`, or `$name` for another property.
    `contains`, `one_of` hold texts; links among them are compared after resolution.
    """

    name: str
    type: FieldType = ANY
    required: bool = False
    nullable: bool = True
    default: str | int | float | bool | tuple[str, ...] | None = None
    min: str | int | float | None = None
    max: str | int | float | None = None
    pattern: str | None = None
    length: tuple[int | None, int | None] = (None, None)
    items: tuple[int | None, int | None] = (None, None)
    unique: bool | None = None
    contains: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    format: str | None = None
    style: str | None = None
    schemes: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    severity: Severity | None = None
    description: str = ""
    schema: str = ""
    origin: Origin | None = None

    def filling(self, today: date) -> str | int | float | bool | tuple[str, ...] | None:
        """What a fix puts where the property is missing or empty; None where the schema names
        nothing, or what is as empty as what would be mended."""
        if self.default in ("", ()) and not self.nullable:
            return None
        return today.isoformat() if self.default == "today" else self.default


class ChapterShape(NamedTuple):
    """`body.chapters`: how a note's chapter lists must look. `formats` such as `MM:SS`."""

    schema: str
    required: bool = False
    start: str = "any"
    increasing: Literal["strict", "loose", "no"] = "strict"
    formats: tuple[str, ...] = ()
    within: str | None = None


class HeadingShape(NamedTuple):
    """A heading that a schema requires; `level` 0 means any."""

    schema: str
    text: str
    level: int = 0


class CheckShape(NamedTuple):
    """One of a schema's own `checks`: a note that meets `when` must meet `require`."""

    schema: str
    id: str
    when: Predicate
    require: Predicate
    severity: Severity = Severity.ERROR
    message: str = ""

    @property
    def words(self) -> str:
        """What is said where it fails."""
        return self.message or f"check `{self.id}` of `{self.schema}` failed"


class Conflict(NamedTuple):
    """Two schemas that ask for contrary things of one note: a fault of the configuration."""

    field: str
    message: str
    origins: tuple[Origin, ...] = ()


class Shape(Struct, frozen=True, dict=True):
    """All that the schemas of one note ask of it, merged. The empty shape asks nothing.

    `fields` also holds, with an empty `schema`, the types that only `types.json` names. `unique`
    are pairs of a schema and a property whose values differ among that schema's notes.
    """

    schemas: tuple[str, ...] = ()
    fields: Mapping[str, Field] = field(default_factory=lambda: MappingProxyType({}))
    order: tuple[str, ...] = ()
    unknown: Literal["allow", "warning", "error"] = "allow"
    chapters: ChapterShape | None = None
    headings: tuple[HeadingShape, ...] = ()
    checks: tuple[CheckShape, ...] = ()
    unique: tuple[tuple[str, str], ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    @cached_property
    def asked(self) -> Mapping[str, Field]:
        """The fields that schemas define, without those of `types.json`."""
        return MappingProxyType({name: f for name, f in self.fields.items() if f.schema})


EMPTY_SHAPE = Shape()


class Expected(NamedTuple):
    """A finding that an example of a schema must give; what is None may be anything."""

    code: str
    field: str | None = None
    line: int | None = None
    message: str | None = None


class SchemaExample(NamedTuple):
    """A note that a schema shows, the files around it, and what must be found in it."""

    note: str
    path: str = ""
    company: tuple[tuple[str, str], ...] = ()
    finds: tuple[Expected, ...] = ()
    line: int = 1


class Schema(Struct, frozen=True):
    """A note type. `kinds` are its name and those of all that it extends: a link to a `director`
    is a link to a `person`. `match` is None for a schema that applies only where a note or
    another schema names it."""

    name: str
    origin: Origin
    description: str = ""
    kinds: frozenset[str] = frozenset()
    match: Predicate | None = None
    shape: Shape = EMPTY_SHAPE
    examples: tuple[SchemaExample, ...] = ()
