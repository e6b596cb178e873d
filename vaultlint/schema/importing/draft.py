"""A schema on its way into our language: what every format is read to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from vaultlint.schema.compact import CompactTypeError, read_compact, write_type
from vaultlint.schema.compile import compile_schema, spelled
from vaultlint.schema.consistency import check_schema
from vaultlint.schema.shape import ANY, FieldType
from vaultlint.schema.source import Document, Loc

MAX_NESTED = 20
"""Objects in objects that are read: a schema of ours holds no more."""

_SHOWN = 120


class Loss(NamedTuple):
    """Something of the original that the schema does not say. `field` is the property that it
    was said of, if any; lines count from 1."""

    file: str
    line: int
    what: str
    field: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


@dataclass
class Property:
    """A field: its type, and the other keys of the long form."""

    type: FieldType = ANY
    required: bool = False
    keys: dict[str, Any] = field(default_factory=dict)

    def written(self) -> str | dict[str, Any]:
        """The field in our language, in the short form where that says all."""
        text = write_type(self.type) + ("!" if self.required else "")
        return {"type": text, **self.keys} if self.keys else text


@dataclass
class Draft:
    """A schema as it grows. `names` are those of all schemas that are imported together, by
    what the originals call them (in lower case)."""

    document: Document
    name: str
    names: Mapping[str, str]
    top: dict[str, Any] = field(default_factory=dict)
    fields: dict[str, Any] = field(default_factory=dict)
    losses: list[Loss] = field(default_factory=list)
    line: int | None = None
    """The line that is read, where it has no place in the document."""

    def lose(self, loc: Loc, what: str, name: str = "") -> None:
        """Tell of something at `loc` that has no counterpart; of the property `name`, if it was
        said of one."""
        line = self.line or self.document.place(loc, key=True)[0]
        self.losses.append(Loss(self.document.file, line, one_line(what), name))

    def lose_rest(self, rest: Mapping[str, Any], loc: Loc, name: str = "") -> None:
        """Tell of all keys that nothing has been made of, but for empty ones."""
        for key, value in rest.items():
            if value not in (None, "", [], {}):
                self.lose((*loc, key), f"`{key}: {shown(value)}` has no counterpart", name)

    def settle(self, name: str, prop: Property, loc: Loc, above: str = "") -> Any:
        """The property as it is written, without the keys that our language refuses: those are
        told of. `above` is the top-level property that it belongs to, if it is not one itself."""
        offered, prop.keys = prop.keys, {}
        for key, value in offered.items():
            prop.keys[key] = value
            refused = _refused(name, prop.written(), frozenset(self.names.values()))
            if refused:
                del prop.keys[key]
                given = shown(value).replace(ANYTHING, "")
                why = refused[0] if given == shown(value) else refused[0].partition(" at pos")[0]
                what = f"`{key}: {given}` is left out: {why}"
                self.lose(loc, what, above or name)
        return prop.written()

    def add(self, name: str, prop: Property, loc: Loc) -> None:
        """Add a property; one of the same name gives way."""
        if name in self.fields:
            self.lose(loc, f"`{name}` stands twice; the last one is taken", name)
        self.fields[name] = self.settle(name, prop, loc)

    def known(self, original: Any, loc: Loc, name: str = "") -> str | None:
        """The schema for a name of the original; tells of one that is not imported."""
        found = self.names.get(str(original).rpartition("/")[2].removesuffix(".md").lower())
        if found is None:
            what = f"`{original}` is left out: it is not among the files given"
            self.lose(loc, what, name)
        return found


def _refused(name: str, written: Any, known: frozenset[str]) -> list[str]:
    from vaultlint.schema.model import SchemaModel
    from vaultlint.schema.validate import validate

    document = Document("", {"schema": "draft", "fields": {name: written}})
    line = (document,)
    faults = validate(document, SchemaModel) or check_schema(compile_schema(line), line, known)
    return [fault.message for fault in faults]


def choice(values: Sequence[Any], name: str = "text") -> Property:
    """A property that takes these values: an `enum` where they are texts that one can hold."""
    texts = tuple(map(spelled, values))
    type_ = FieldType("enum", texts)
    try:
        plain = name == "text" and read_compact(write_type(type_)).type == type_
    except CompactTypeError:
        plain = False
    return Property(type_) if plain else Property(FieldType(name), keys={"one_of": list(values)})


ANYTHING = "(?s:.*)"
"""Before and after a pattern that need not be the whole text."""


def whole_pattern(pattern: str) -> str:
    """Our form of a regular expression that need only be found somewhere in the text: ours are
    for the whole of it."""
    if _branches(pattern):
        return f"{ANYTHING}(?:{pattern}){ANYTHING}"
    before = after = ANYTHING
    if pattern.startswith("^"):
        pattern, before = pattern[1:], ""
    if pattern.endswith("$") and not pattern.endswith("\\$"):
        pattern, after = pattern[:-1], ""
    return f"{before}{pattern}{after}"


_PIECE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]", re.DOTALL)


def _branches(pattern: str) -> bool:
    """Whether a `|` parts the whole of a pattern, not a group of it."""
    depth = 0
    for piece in _PIECE.findall(pattern):
        depth += {"(": 1, ")": -1}.get(piece, 0)
        if piece == "|" and depth <= 0:
            return True
    return False


def texts(value: Any) -> list[str]:
    """One text or a list of them, as a list without empty ones."""
    items = value if isinstance(value, list) else [value]
    return [str(i) for i in items if i not in (None, "") and not isinstance(i, list | dict)]


def shown(value: Any) -> str:
    """A value as a message shows it."""
    text = spelled(value) if not isinstance(value, dict | list) else str(value)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def one_line(text: str) -> str:
    """A text as a comment may hold it."""
    return "".join(c if c.isprintable() else " " for c in text)
