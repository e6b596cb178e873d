"""Facts and findings as compact bytes: MessagePack, checked against their types when read back."""

from __future__ import annotations

from functools import cache

import msgspec

from vaultlint.finding import Diagnostic
from vaultlint.parse.facts import Facts, Problem


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
    suppressed: int
    diagnostics: list[Diagnostic]
    unreadable: dict[str, Problem]


@cache
def _encoder() -> msgspec.msgpack.Encoder:
    return msgspec.msgpack.Encoder()


@cache
def _facts() -> msgspec.msgpack.Decoder[Facts]:
    return msgspec.msgpack.Decoder(Facts)


def encode(value: Facts | Outcome) -> bytes:
    """`value` as bytes."""
    return _encoder().encode(value)


def decode_facts(data: bytes) -> Facts | None:
    """Facts from bytes; None for what are none."""
    try:
        return _facts().decode(data)
    except (msgspec.DecodeError, ValueError, RecursionError):
        return None


def decode_outcome(data: bytes) -> Outcome | None:
    """An outcome from bytes; None for what is none."""
    try:
        return msgspec.msgpack.decode(data, type=Outcome)
    except (msgspec.DecodeError, ValueError, RecursionError):
        return None
