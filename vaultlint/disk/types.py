"""Obsidian's `.obsidian/types.json`: the one settings file of the app that vaultlint writes, and
only where it was asked to."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
from pathlib import Path
from typing import Any

from vaultlint.disk.obsidian import MAX_SIZE
from vaultlint.disk.read import LEADS_OUT, UnreadableError, leads_out, read_bytes

TYPES = ".obsidian/types.json"


class TypesError(Exception):
    """The file must not be read or written as asked, and why, in words."""


def read_types(root: Path) -> tuple[bytes, dict[str, Any]]:
    """The file's bytes and what they say; nothing where there is none. Raises TypesError."""
    data = _bytes(root)
    try:
        document = json.loads(data) if data else {}
    except (ValueError, RecursionError) as error:
        raise TypesError("it is no valid JSON") from error
    if not isinstance(document, dict) or not isinstance(document.get("types", {}), dict):
        raise TypesError("it should be an object with an object `types`")
    return data, document


def write_types(root: Path, before: bytes, after: bytes) -> None:
    """Write the file in one step, if it still holds the bytes `before`. A link in the vault is
    followed, one that leads out of it refused. Raises TypesError and OSError."""
    real = Path(os.path.realpath(root / TYPES))
    if not real.is_relative_to(os.path.realpath(root)):
        raise TypesError("a link that leads out of the vault")
    real.parent.mkdir(parents=True, exist_ok=True)
    temp = real.with_name(f".{real.name}.{secrets.token_hex(8)}.tmp")
    try:
        with temp.open("xb") as file:
            file.write(after)
            file.flush()
            os.fsync(file.fileno())
        if real.exists():
            temp.chmod(real.stat().st_mode & 0o777)
        if _bytes(root) != before:
            raise TypesError("changed while it was read; run again")
        temp.replace(real)
    finally:
        with contextlib.suppress(OSError):
            temp.unlink(missing_ok=True)


def _bytes(root: Path) -> bytes:
    file = root / TYPES
    if leads_out(root, TYPES):
        raise TypesError(LEADS_OUT)
    if not file.exists():
        return b""
    try:
        data = read_bytes(file, MAX_SIZE)
    except UnreadableError as error:
        raise TypesError(error.reason) from error
    if len(data) > MAX_SIZE:
        raise TypesError("it is too large")
    return data
