"""Facts and findings as compact bytes: MessagePack, checked against their types when read back."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

import msgspec

from vaultlint.finding import Diagnostic
from vaultlint.judgement import Judged
from vaultlint.note import Face
from vaultlint.parse.facts import Block, Facts, Heading, Problem


class Outcome(msgspec.Struct, array_like=True):
    """What a run said of a vault, and what it was made from. `unreadable` are the notes that could
    not be parsed; `inputs` digests of config, schemas and settings by path (empty for a file that
    is not there), `folders` the names in folders of schemas."""

    inputs: dict[str, str]
    folders: dict[str, list[str]]
    listing: str
    fail_on: str
    baseline: str
    notes: int
    suppressed: dict[str, int]
    diagnostics: list[Diagnostic]
    unreadable: dict[str, Problem]


class Index(msgspec.Struct, array_like=True):
    """On what an outcome rests, written whole: see `basis.Basis`. A Seen is a plain tuple here:
    those are decoded in half the time."""

    listing: list[tuple[str, int, int, str, str]]
    paths: list[str]
    schema_links: list[str]


class Since(msgspec.Struct, array_like=True):
    """What became different since an Index was written: files that are new or other ones, files
    that are gone, paths that go on where its paths end, and all links of schemas."""

    listing: list[tuple[str, int, int, str, str]]
    gone: list[str]
    paths: list[str]
    schema_links: list[str]


class Asks(msgspec.Struct, array_like=True):
    """The places in `Basis.paths` of the notes that ask for a key (`vault.ties`)."""

    places: dict[str, list[int]]


class Faces(msgspec.Struct, array_like=True):
    """Faces of notes by path, each with the size and mtime that the note had."""

    known: dict[str, tuple[int, int, Face]]


class FactsOutline(msgspec.Struct, array_like=True):
    """Encoded Facts, of which only what a `note.Outline` is gets decoded."""

    size: int
    lines: int
    unreadable: Problem | None
    frontmatter: msgspec.Raw
    links: msgspec.Raw
    headings: tuple[Heading, ...]
    blocks: tuple[Block, ...]


class Parsed(msgspec.Struct, array_like=True):
    """What a process read in some notes: facts are encoded, contents are digests of the bytes."""

    paths: list[str]
    facts: list[bytes]
    contents: list[bytes]
    faces: list[Face]


class Batch(msgspec.Struct, array_like=True):
    """What a process says of some notes: see `Index`, and `Matcher.combinations`. `slow` are the
    patterns that ran into the time limit."""

    judged: dict[str, Judged]
    combinations: list[tuple[str, ...]]
    schema_links: list[str]
    slow: list[str]


Coded = Facts | FactsOutline | Faces | Outcome | Index | Since | Asks | Parsed | Batch
T = TypeVar("T", Facts, FactsOutline, Faces, Outcome, Index, Since, Asks, Parsed, Batch)


@cache
def _encoder() -> msgspec.msgpack.Encoder:
    return msgspec.msgpack.Encoder()


_DECODERS: dict[Any, msgspec.msgpack.Decoder[Any]] = {}
"""By what they decode; made when first asked for."""


def encode(value: Coded) -> bytes:
    """`value` as bytes."""
    return _encoder().encode(value)


def decode(kind: type[T], data: object) -> T | None:
    """What was encoded as `kind`; None for what is none."""
    if not isinstance(data, bytes):
        return None
    decoder = _DECODERS.get(kind)
    if decoder is None:
        decoder = _DECODERS[kind] = msgspec.msgpack.Decoder(kind)
    try:
        found: T = decoder.decode(data)
    except (msgspec.DecodeError, ValueError, RecursionError):
        return None
    return found
