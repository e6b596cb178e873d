"""YAML that people write for us, read with the place of everything in it, under bounds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct

from vaultlint.parse.yaml_scalars import kind_of

if TYPE_CHECKING:
    import yaml

MAX_SIZE = 1024 * 1024
"""Bytes of a file above which it is refused."""

MAX_DEPTH = 50
MAX_NODES = 200_000
_TOO_DEEP = f"nested deeper than {MAX_DEPTH}"

Loc = tuple[str | int, ...]
"""A path of keys and list places."""


class Fault(NamedTuple):
    """Something wrong in a file that people write for us. Line and column count from 1."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class SchemaError(Exception):
    """Schemas that cannot be used; `faults` are all that is wrong, not only the first."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


class Document(Struct, frozen=True, eq=False):
    """A YAML file as plain data (dicts, lists, scalars of YAML 1.2 core, dates as text)."""

    file: str
    data: Any
    node: yaml.Node | None = None

    def place(self, loc: Loc, *, key: bool = False) -> tuple[int, int]:
        """Line and column of what stands at `loc`, or of its key; of the nearest thing around
        it, where there is no such thing."""
        node, name = self.node, None
        for part in loc:
            if isinstance(part, int) and not _is_list(node):
                continue  # a mapping or scalar that stands for a list of one
            found = _child(node, part)
            if found is None:
                break
            name, node = found
        at = name if key and name is not None else node
        return (at.start_mark.line + 1, at.start_mark.column + 1) if at is not None else (1, 1)

    def fault(self, loc: Loc, message: str, *, key: bool = False) -> Fault:
        """A fault at `loc`."""
        return Fault(self.file, *self.place(loc, key=key), message)


def _is_list(node: Any) -> bool:
    import yaml

    return isinstance(node, yaml.SequenceNode)


def _child(node: Any, part: str | int) -> tuple[Any, Any] | None:
    import yaml

    if isinstance(node, yaml.MappingNode):
        return next(((k, v) for k, v in node.value if k.value == part), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int):
        return (None, node.value[part]) if part < len(node.value) else None
    return None


def read_document(file: str, data: bytes) -> Document:
    """The document that `data` is. Raises SchemaError with every fault."""
    import yaml

    if len(data) > MAX_SIZE:
        raise _error(file, f"file is larger than {MAX_SIZE // 1024} KiB")
    text = decoded(file, data)
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        _bound_depth(file, text, loader)
        node = yaml.compose(text, loader)
    except yaml.YAMLError as error:
        raise _yaml_error(file, error) from None
    reader = _Reader(file)
    plain = reader.plain(node, ()) if node is not None else None
    if reader.faults:
        raise SchemaError(tuple(reader.faults))
    return Document(file, plain, node)


def decoded(file: str, data: bytes) -> str:
    """The text of a file, without a BOM. Raises SchemaError."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        *lines, last = data[: error.start].split(b"\n")
        message = f"no UTF-8 (byte 0x{data[error.start]:02X}): save the file as UTF-8"
        place = len(lines) + 1, len(last.decode("utf-8-sig")) + 1
        raise _error(file, message, *place) from None


def _bound_depth(file: str, text: str, loader: Any) -> None:
    # libyaml's composer recurses in C: deep input ends the process, so it is refused before
    import yaml

    depth = 0
    for event in yaml.parse(text, loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                mark: Any = event.start_mark
                raise _error(file, _TOO_DEEP, mark.line + 1, mark.column + 1)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _error(file: str, message: str, line: int = 1, column: int = 1) -> SchemaError:
    return SchemaError((Fault(file, line, column, message),))


def _yaml_error(file: str, error: Exception) -> SchemaError:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error).partition("\n")[0]
    if "nesting depth" in problem:  # newer libyaml has a bound too, met while it looks ahead
        return _error(file, _TOO_DEEP, mark.line + 1 if mark else 1)
    if "another document" in problem:
        problem = "a second document begins here, and only one is read"
    if mark is None:
        return _error(file, f"invalid YAML: {problem}")
    return _error(file, f"invalid YAML: {problem}", mark.line + 1, mark.column + 1)


def plain_scalar(text: str) -> str | int | float | bool | None:
    """What an unquoted scalar is in YAML 1.2 core; dates are text."""
    match kind_of(text):
        case "null":
            return None
        case "checkbox":
            return text.lower() == "true"
        case "number" if len(text) <= 100:
            return _number(text)
        case _:
            return text


def _number(text: str) -> int | float | str:
    """What a number is worth; as it is written where that is infinite, or none (`.nan`)."""
    if text.startswith(("0x", "0o")):
        return int(text, 0)
    if text.lower().endswith((".inf", ".nan")):
        return text
    number = float(text) if any(c in text for c in ".eE") else int(text)
    return text if abs(number) == float("inf") else number


class _Reader:
    """From nodes to plain data, collecting what is wrong."""

    def __init__(self, file: str) -> None:
        self.faults: list[Fault] = []
        self._file = file
        self._nodes = 0

    def plain(self, node: Any, above: tuple[int, ...]) -> Any:
        import yaml

        self._nodes += 1
        if self._nodes > MAX_NODES:
            if self._nodes == MAX_NODES + 1:
                self._fault(node, "too many values, aliases counted each time")
            return None
        if id(node) in above:
            return self._fault(node, "an alias contains itself")
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if not node.tag.startswith("tag:yaml.org,2002:"):
            return self._fault(node, f"tags such as `{node.tag}` are not allowed")
        above = (*above, id(node))
        if isinstance(node, yaml.SequenceNode):
            return [self.plain(item, above) for item in node.value]
        return dict(self._pairs(node, above))

    def _pairs(self, node: Any, above: tuple[int, ...]) -> Iterator[tuple[str, Any]]:
        import yaml

        seen: dict[str, int] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._fault(key, "a key must be text")
            elif key.value in seen:
                self._fault(key, f"`{key.value}` stands twice, first on line {seen[key.value]}")
            else:
                seen[key.value] = key.start_mark.line + 1
                yield key.value, self.plain(value, above)

    def _scalar(self, node: Any) -> Any:
        if not node.tag.startswith("tag:yaml.org,2002:str"):
            return self._fault(node, f"tags such as `{node.tag}` are not allowed")
        return node.value if node.style else plain_scalar(node.value)

    def _fault(self, node: Any, message: str) -> None:
        mark = node.start_mark
        self.faults.append(Fault(self._file, mark.line + 1, mark.column + 1, message))
