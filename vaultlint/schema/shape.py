"""What schemas ask of a note, compiled to plain data: all that rules see of the language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, NamedTuple

from vaultlint.finding import Severity


class Origin(NamedTuple):
    """Where a definition was written: a file as shown to people, and a 1-based line."""

    file: str
    line: int


class FieldType(NamedTuple):
    """`link(person?)[]` is `FieldType("link", ("person",), many=True, planned=True)`.

    `planned`: the link's target may be unwritten (`link?`, `link(person?)`).
    """

    name: str = "any"
    args: tuple[str, ...] = ()
    many: bool = False
    planned: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """The effective definition of one property. `required`: present and non-empty (`!`).

    Bounds and `default` are as written: a number, an ISO date, `today`, or `$name` for another
    property. `contains`, `one_of` hold texts; links among them are compared after resolution.
    """

    name: str
    type: FieldType = FieldType()
    required: bool = False
    nullable: bool = True
    default: str | int | float | bool | tuple[str, ...] | None = None
    min: str | int | float | None = None
    max: str | int | float | None = None
    pattern: str | None = None
    length: tuple[int | None, int | None] = (None, None)
    items: tuple[int | None, int | None] = (None, None)
    unique: bool = False
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


@dataclass(frozen=True, slots=True)
class Shape:
    """All that the schemas of one note ask of it, merged. The empty shape asks nothing."""

    schemas: tuple[str, ...] = ()
    fields: Mapping[str, Field] = field(default_factory=lambda: MappingProxyType({}))
    order: tuple[str, ...] = ()
    unknown: Literal["allow", "warning", "error"] = "allow"
    chapters: ChapterShape | None = None
    headings: tuple[HeadingShape, ...] = ()


EMPTY_SHAPE = Shape()
