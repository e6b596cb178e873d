"""The files of other tools, read with the lines that messages name."""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from vaultlint.parse.frame import frame_of
from vaultlint.schema.source import (
    MAX_DEPTH,
    MAX_SIZE,
    Document,
    Fault,
    SchemaError,
    read_document,
)

_NOT_YAML = re.compile(r"\t|\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
_NOT_IN_NAMES = re.compile(r"[^\w .-]+")


class NoteFile(NamedTuple):
    """A note that defines a type: its properties, and its text with the line that begins it."""

    document: Document
    body: str
    line: int


def read_note(file: str, data: bytes) -> NoteFile:
    """A note. Raises SchemaError where its properties cannot be read, or are none."""
    frame = frame_of(data)
    if frame is None:
        return NoteFile(Document(file, {}), _decoded(file, data), 1)
    if not frame.closed:
        raise wrong(file, "the properties are not closed with `---`")
    before = data.count(b"\n", 0, frame.inner_start)
    # the blank lines keep the places of the file
    padded = b"\n" * before + data[frame.inner_start : frame.inner_end]
    document = read_document(file, padded)
    if not isinstance(document.data, dict | None):
        raise wrong(file, "the properties should be a mapping", before + 1)
    document = Document(file, document.data or {}, document.node)
    body = _decoded(file, data[frame.end :])
    return NoteFile(document, body, data.count(b"\n", 0, frame.end) + 1)


def read_json(file: str, data: bytes) -> Document:
    """A JSON file, or one that says the same in YAML. Raises SchemaError."""
    if file.lower().endswith((".yaml", ".yml")):
        return read_document(file, data)
    text = _decoded(file, data)
    try:
        plain = json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise wrong(file, f"invalid JSON: {error.msg}", error.lineno, error.colno) from None
    except ValueError as error:
        raise wrong(file, f"invalid JSON: {error}") from None
    except RecursionError:
        raise wrong(file, f"nested deeper than {MAX_DEPTH}") from None
    if not _is_shallow(plain, MAX_DEPTH):
        raise wrong(file, f"nested deeper than {MAX_DEPTH}")
    try:
        # only the places are asked for: what YAML does not take for JSON is blanked
        blanked = _NOT_YAML.sub(lambda m: " " if m[0] == "\t" else "\\u0020", text)
        node = read_document(file, blanked.encode()).node
    except SchemaError:
        node = None
    return Document(file, plain, node)


def wrong(file: str, message: str, line: int = 1, column: int = 1) -> SchemaError:
    """What is raised for a file that is not what it should be."""
    return SchemaError((Fault(file, line, column, message),))


def stem(file: str) -> str:
    """The name of a file without folders and endings."""
    name = file.replace("\\", "/").rpartition("/")[2]
    return re.sub(r"(?:\.schema)?\.(?:md|json|ya?ml)$", "", name, flags=re.IGNORECASE)


def schema_name(name: str) -> str:
    """A name that a schema of ours may have."""
    return _NOT_IN_NAMES.sub("-", name).strip(" .-") or "imported"


def _decoded(file: str, data: bytes) -> str:
    if len(data) > MAX_SIZE:
        raise wrong(file, f"file is larger than {MAX_SIZE // 1024} KiB")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise wrong(file, "file is not UTF-8", line) from None


def _is_shallow(value: Any, left: int) -> bool:
    if not isinstance(value, dict | list):
        return True
    inner = value.values() if isinstance(value, dict) else value
    return left > 0 and all(_is_shallow(item, left - 1) for item in inner)


def _no_number(name: str) -> None:
    raise ValueError(f"`{name}` is no number")
