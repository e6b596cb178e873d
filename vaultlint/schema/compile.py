"""From what a schema file says, and those that it extends, to plain compiled data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from vaultlint.finding import Severity
from vaultlint.schema.compact import read_compact
from vaultlint.schema.predicate import Predicate, read_heading
from vaultlint.schema.shape import (
    ChapterShape,
    CheckShape,
    Expected,
    Field,
    HeadingShape,
    Origin,
    Schema,
    SchemaExample,
    Shape,
)
from vaultlint.schema.source import Document, Loc


class Source(NamedTuple):
    """A definition in the long form, and where it was written last."""

    raw: Mapping[str, Any]
    document: Document
    loc: Loc

    @property
    def origin(self) -> Origin:
        """The file and line."""
        return Origin(self.document.file, self.document.place(self.loc, key=True)[0])


def compile_schema(line: tuple[Document, ...]) -> Schema:
    """The schema of the last document of `line`; those before it are what it extends, the most
    general first. Each document has passed the models."""
    document = line[-1]
    raw = document.data
    name = str(raw["schema"])
    match = compile_match(raw["match"]) if raw.get("match") is not None else None
    return Schema(
        name=name,
        origin=Origin(document.file, document.place(("schema",), key=True)[0]),
        description=str(raw.get("description") or "").strip(),
        kinds=frozenset(str(d.data["schema"]) for d in line),
        match=match,
        shape=_shape(name, line),
        examples=tuple(_example(document, at) for at in range(len(raw.get("examples") or ()))),
    )


def _shape(name: str, line: tuple[Document, ...]) -> Shape:
    fields = {key: compile_field(key, s, name) for key, s in field_sources(line).items()}
    bodies = [d.data.get("body") or {} for d in line]
    chapters: dict[str, Any] = {}
    for body in bodies:
        chapters |= body.get("chapters") or {}
    has_chapters = any("chapters" in body for body in bodies)
    return Shape(
        schemas=(name,),
        fields=MappingProxyType(fields),
        order=_last(line, "order", ()),
        unknown=_last(line, "unknown", "allow"),
        chapters=_chapters(name, chapters) if has_chapters else None,
        headings=_headings(name, bodies),
        checks=_checks(name, line),
        unique=tuple((str(d.data["schema"]), k) for d in line for k in _texts(d.data, "unique")),
    )


def field_sources(line: Iterable[Document]) -> dict[str, Source]:
    """Each field's long form with what the more special documents change."""
    found: dict[str, Source] = {}
    for document in line:
        for name, written in (document.data.get("fields") or {}).items():
            raw = long_form(written)
            inherited = found.get(name)
            if inherited is not None and "type" not in raw:
                raw = {**inherited.raw, **raw}
            found[name] = Source(raw, document, ("fields", name))
    return found


def long_form(written: Any) -> dict[str, Any]:
    """A field's mapping; a compact type alone is a mapping with nothing but `type`."""
    return dict(written) if isinstance(written, dict) else {"type": str(written)}


def compile_field(name: str, source: Source, schema: str) -> Field:
    """The field that a long form describes."""
    raw = source.raw
    compact = read_compact(str(raw.get("type", "any")))
    required = bool(raw.get("required", compact.required))
    severity = raw.get("severity")
    return Field(
        name=name,
        type=compact.type,
        required=required,
        nullable=bool(raw.get("nullable", not required)),
        default=_default(raw.get("default")),
        min=raw.get("min"),
        max=raw.get("max"),
        pattern=_text(raw, "pattern"),
        length=_bounds(raw.get("length")),
        items=_bounds(raw.get("items")),
        unique=raw.get("unique"),
        contains=_texts(raw, "contains"),
        one_of=_texts(raw, "one_of"),
        format=_text(raw, "format"),
        style=_text(raw, "style"),
        schemes=tuple(s.lower() for s in _texts(raw, "schemes")),
        fields=tuple(_inner(source, schema)),
        severity=Severity(severity) if severity else None,
        description=str(raw.get("description") or "").strip(),
        schema=schema,
        origin=source.origin,
    )


def _inner(source: Source, schema: str) -> Iterator[Field]:
    """The fields of an object."""
    for key, value in (source.raw.get("fields") or {}).items():
        loc = (*source.loc, "fields", key)
        yield compile_field(key, Source(long_form(value), source.document, loc), schema)


def _default(value: Any) -> Any:
    return tuple(spelled(v) for v in value) if isinstance(value, list) else value


def spelled(value: Any) -> str:
    """A scalar as YAML spells it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _bounds(value: Any) -> tuple[int | None, int | None]:
    if isinstance(value, int):
        return value, value
    return (value.get("min"), value.get("max")) if value else (None, None)


def _text(raw: Mapping[str, Any], key: str) -> str | None:
    value = raw.get(key)
    return None if value is None else str(value)


def _texts(raw: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = raw.get(key)
    if value is None:
        return ()
    return tuple(spelled(v) for v in value) if isinstance(value, list) else (spelled(value),)


def _last(line: tuple[Document, ...], key: str, default: Any) -> Any:
    for document in reversed(line):
        value = document.data.get(key)
        if value is not None:
            return tuple(map(str, value)) if isinstance(value, list) else value
    return default


def _chapters(name: str, raw: Mapping[str, Any]) -> ChapterShape:
    formats = str(raw.get("format") or "")
    return ChapterShape(
        schema=name,
        required=bool(raw.get("required", False)),
        start=str(raw.get("start", "any")),
        increasing=raw.get("increasing", "strict"),
        formats=tuple(f.strip() for f in formats.split("|") if f.strip()),
        within=_text(raw, "within"),
    )


def _headings(name: str, bodies: Iterable[Mapping[str, Any]]) -> tuple[HeadingShape, ...]:
    texts = [t for body in bodies for t in _texts(body.get("headings") or {}, "required")]
    return tuple(HeadingShape(name, *read_heading(text)) for text in dict.fromkeys(texts))


def _checks(name: str, line: Iterable[Document]) -> tuple[CheckShape, ...]:
    found: dict[str, CheckShape] = {}
    for document in line:
        for raw in document.data.get("checks") or ():
            check = str(raw["id"])
            found[check] = CheckShape(
                schema=name,
                id=check,
                when=compile_match(raw.get("when") or {}),
                require=compile_match(raw["require"]),
                severity=Severity(raw.get("severity", "error")),
                message=str(raw.get("message") or ""),
            )
    return tuple(found.values())


def compile_match(raw: Mapping[str, Any]) -> Predicate:
    """The predicate that a mapping of conditions is: all of them."""
    parts: list[Predicate] = []
    for key, value in raw.items():
        match key:
            case "all" | "any" | "not":
                parts.append(Predicate(key, parts=tuple(map(compile_match, _parts(value)))))
            case "field":
                parts += (Predicate("field", name, _listed(v)) for name, v in value.items())
            case "path" | "name" | "folder" | "tag" | "has" | "heading":
                parts.append(Predicate(key, values=tuple(map(spelled, _listed(value)))))
    return parts[0] if len(parts) == 1 else Predicate("all", parts=tuple(parts))


def _parts(value: Any) -> list[Any]:
    return [{k: v} for k, v in value.items()] if isinstance(value, dict) else value


def _listed(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, list) else (value,)


def _example(document: Document, at: int) -> SchemaExample:
    raw = document.data["examples"][at]
    finds: list[Expected] = []
    for found in raw.get("finds") or ():
        entry: dict[str, Any] = {"code": found} if isinstance(found, str) else found
        finds.append(Expected(**entry))
    return SchemaExample(
        note=raw["note"],
        path=str(raw.get("path") or "Note.md"),
        company=tuple((raw.get("with") or {}).items()),
        finds=tuple(finds),
        line=document.place(("examples", at))[0],
    )
