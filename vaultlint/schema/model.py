"""The schema language, defined once: these models check schema files, and the JSON Schema that
editors complete from is made of them. Nothing else of vaultlint needs them at run time: what
passes here is compiled from the plain data (`compile.py`), so that pydantic is imported only for
files that have not been checked before."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from vaultlint.schema.compact import CompactTypeError, read_compact
from vaultlint.schema.glob import MAX_LENGTH as MAX_GLOB
from vaultlint.schema.pattern import BadPatternError, compiled

START = ("any", "zero", "0", "0:00", "00:00")
Scalar = str | int | float | bool | None
OneOrMany = str | list[str]
MAX_TEXT = 1024


def _scalar(value: Any) -> Any:
    if isinstance(value, list | dict):
        raise ValueError("should be one value, not a list or a mapping")
    if isinstance(value, str) and len(value.encode()) > MAX_TEXT:
        raise ValueError(f"is longer than {MAX_TEXT} bytes")
    return value


def _text(value: Any) -> str:
    """Numbers and dates stand unquoted where people write texts."""
    if isinstance(value, bool | list | dict) or value is None:
        raise ValueError("should be text")
    return str(value)


def _listed(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


def _glob(value: str) -> str:
    if len(value) > MAX_GLOB:
        raise ValueError(f"glob is longer than {MAX_GLOB} characters")
    if not value.strip():
        raise ValueError("glob is empty")
    return value


def _pattern(value: str) -> str:
    try:
        compiled(value)
    except BadPatternError as error:
        raise ValueError(str(error)) from None
    return value


def _name(value: str) -> str:
    is_pattern = len(value) > 1 and value[0] == value[-1] == "/"
    return _pattern(value[1:-1]) if is_pattern else value


def _type(value: str) -> str:
    try:
        read_compact(value)
    except CompactTypeError as error:
        raise ValueError(str(error)) from None
    return value


def _long(value: Any) -> Any:
    if value is None or (isinstance(value, dict) and value.get("type", "any") is None):
        raise ValueError("a type is missing: write one, such as `text`, or `any`")
    return value if isinstance(value, dict) else {"type": value}


def _start(value: str) -> str:
    if value not in START:
        raise ValueError(f"`start` is `any` or `0:00`, not `{value}`")
    return value


def _bounds(value: Any) -> Any:
    exact = isinstance(value, int) and not isinstance(value, bool)
    return {"min": value, "max": value} if exact else value


def _expected(value: Any) -> Any:
    return {"code": value} if isinstance(value, str) else value


def _parts(value: Any) -> Any:
    return [{k: v} for k, v in value.items()] if isinstance(value, dict) else value


Value = Annotated[
    Any,
    AfterValidator(_scalar),
    Field(json_schema_extra={"type": ["string", "number", "boolean", "null"]}),
]
Text = Annotated[str, BeforeValidator(_text, json_schema_input_type=str | int | float)]
Texts = Annotated[list[Text], BeforeValidator(_listed, json_schema_input_type=OneOrMany)]
Values = Annotated[
    list[Value], BeforeValidator(_listed, json_schema_input_type=Scalar | list[Scalar])
]
Globs = Annotated[
    list[Annotated[Text, AfterValidator(_glob)]],
    BeforeValidator(_listed, json_schema_input_type=OneOrMany),
]
Names = Annotated[
    list[Annotated[Text, AfterValidator(_glob), AfterValidator(_name)]],
    BeforeValidator(_listed, json_schema_input_type=OneOrMany),
]
Severity = Literal["error", "warning", "info"]


class Strict(BaseModel):
    """A mapping in which every key must be known."""

    model_config = ConfigDict(extra="forbid", strict=True, populate_by_name=False)


class Match(Strict):
    """Conditions on a note; all of them must hold."""

    path: Globs = Field([], description="globs of the note's path; one must match")
    name: Names = Field([], description="globs of the note's name without `.md`, or `/pattern/`")
    folder: Texts = Field(
        [], description="folders the note lies in, at any depth; `/` is the root alone"
    )
    tag: Texts = Field([], description="tags; one must be there, `a` is met by `a/b` too")
    field: dict[str, Values] = Field(
        {},
        description="property: value that it equals, contains or links to; `null` is empty or absent",
    )
    has: Texts = Field([], description="properties that must be present, even if empty")
    heading: Texts = Field(
        [], description="headings that must be there; `## Notes` asks for the level too"
    )
    all: Parts = Field([], description="conditions that must all hold")
    any: Parts = Field([], description="conditions of which one must hold")
    not_: Parts = Field([], alias="not", description="conditions of which none may hold")


Parts = Annotated[list[Match], BeforeValidator(_parts, json_schema_input_type=Match | list[Match])]


class Bounds(Strict):
    """How few and how many; a number alone is both."""

    min: Annotated[int, Field(ge=0)] | None = Field(None, description="at least")
    max: Annotated[int, Field(ge=0)] | None = Field(None, description="at most")


Size = Annotated[Bounds, BeforeValidator(_bounds, json_schema_input_type=Bounds | int)]


class FieldModel(Strict):
    """A property in the long form. Without `type` it changes only what it says of the field
    that the schema inherits."""

    type: Annotated[Text, AfterValidator(_type)] | None = Field(
        None, description="compact type, such as `link(person?)[]!`"
    )
    required: bool | None = Field(
        None, description="must be present; with `nullable: true` it may be empty"
    )
    nullable: bool | None = Field(None, description="may be empty")
    default: Any = Field(
        None,
        description="value that a fix puts where the property is missing or empty; `today` for dates",
    )
    min: Value = Field(None, description="least number, date (`today`, `$other`) or duration")
    max: Value = Field(None, description="greatest number, date (`today`, `$other`) or duration")
    pattern: Annotated[Text, AfterValidator(_pattern)] | None = Field(
        None, description="regular expression for the whole text"
    )
    length: Size | None = Field(None, description="characters of a text")
    items: Size | None = Field(None, description="items of a list")
    unique: bool | None = Field(None, description="no item twice in the list")
    contains: Texts = Field([], description="values that the list must hold")
    one_of: Values = Field(
        [], description="the values allowed; links are compared by where they lead"
    )
    format: Text | None = Field(
        None, description="how a date, time or duration is written: `YYYY-MM-DD`, `HH:MM:SS`"
    )
    style: Literal["kebab", "snake", "camel", "pascal", "lower", "upper"] | None = Field(
        None, description="how a text or tag is spelled"
    )
    schemes: Texts = Field([], description="schemes of a url, such as `https`")
    fields: dict[str, FieldEntry] = Field({}, description="properties of an `object`")
    severity: Severity | None = Field(
        None, description="how much a finding on this property weighs"
    )
    description: Text | None = Field(None, description="what the property is for")


FieldEntry = Annotated[FieldModel, BeforeValidator(_long, json_schema_input_type=FieldModel | str)]


class Chapters(Strict):
    """Chapter lists: lines such as `01:49 title`."""

    required: bool = Field(False, description="the note must have chapters")
    start: Annotated[Text, AfterValidator(_start)] = Field(
        "any", description="`any`, or `0:00` for a list that must begin at zero"
    )
    increasing: Literal["strict", "loose", "no"] = Field(
        "strict", description="`loose` allows the same time twice"
    )
    format: Text | None = Field(None, description="forms of timestamps, such as `MM:SS|HH:MM:SS`")
    within: Text | None = Field(
        None, description="duration that no chapter may pass, such as `$duration`"
    )


class Headings(Strict):
    """Headings that the note must have."""

    required: Texts = Field([], description="`Notes`, or `## Notes` for the level too")


class Body(Strict):
    """What stands below the properties."""

    chapters: Chapters | None = None
    headings: Headings | None = None


class Check(Strict):
    """A note that meets `when` must meet `require`."""

    id: Text
    when: Match = Field(
        default_factory=lambda: Match.model_validate({}),
        description="notes to ask; all of the type, if left out",
    )
    require: Match
    severity: Severity = "error"
    message: Text | None = Field(None, description="what to say where it fails")


class Expected(Strict):
    """A finding that an example must give; a code alone is enough."""

    code: Text
    field: Text | None = None
    line: int | None = None
    message: Text | None = None


class Example(Strict):
    """A note that shows the schema, and what must be found in it."""

    note: str
    path: Text | None = Field(None, description="where the note lies; `Note.md` if left out")
    with_: dict[str, str] = Field({}, alias="with", description="other files of the vault, by path")
    finds: list[
        Annotated[Expected, BeforeValidator(_expected, json_schema_input_type=Expected | str)]
    ] = []


class SchemaModel(Strict):
    """A note type."""

    schema_: Annotated[Text, Field(pattern=r"^[\w][\w .-]*$")] = Field(
        alias="schema", description="name of the note type"
    )
    description: Text | None = None
    extends: Texts = Field(
        [], description="schemas whose fields and demands are taken over, or `preset:kepano/person`"
    )
    match: Match | None = Field(None, description="which notes are of this type")
    fields: dict[str, FieldEntry] = Field({}, description="properties and their types")
    order: Texts = Field([], description="order of the properties")
    unknown: Literal["allow", "warning", "error"] | None = Field(
        None, description="properties that are not among `fields`"
    )
    body: Body | None = None
    checks: list[Check] = []
    unique: Texts = Field(
        [], description="properties whose values differ among all notes of this type"
    )
    examples: list[Example] = []


for model in (Match, FieldModel, Check, SchemaModel):
    model.model_rebuild()
