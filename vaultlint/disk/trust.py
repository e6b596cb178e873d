"""What of a cache may be believed: records tell whether they are still what was written, and in the
place it was written to."""

from __future__ import annotations

import os
import sqlite3
from hashlib import blake2b
from pathlib import Path

_SIZE = 8


def sealed(name: str, data: bytes) -> bytes:
    """`data` behind a digest of it and of the name that it is kept under."""
    return _seal(name, data) + data


def opened(name: str, stored: object) -> bytes | None:
    """What was sealed under this name; None if it is not whole, or was kept under another."""
    if not isinstance(stored, bytes):
        return None
    data = stored[_SIZE:]
    return data if stored[:_SIZE] == _seal(name, data) else None


def _seal(name: str, data: bytes) -> bytes:
    seal = blake2b(name.encode("utf-8", "surrogateescape"), digest_size=_SIZE)
    seal.update(b"\0")
    seal.update(data)
    return seal.digest()


def content_digest(data: bytes) -> bytes:
    """What a note's bytes are known by."""
    return blake2b(data, digest_size=16).digest()


def is_ours(folder: Path, root: Path) -> bool:
    """Whether what is in the folder of caches may be believed: not if others may write there, or
    if it came with the vault's repository."""
    try:
        status = folder.stat()
    except OSError:
        return True  # there is nothing yet
    if hasattr(os, "geteuid") and (
        status.st_uid not in (os.geteuid(), 0) or status.st_mode & 0o002
    ):
        return False
    inside = Path(os.path.realpath(folder))
    if not inside.is_relative_to(os.path.realpath(root)):
        return True
    from vaultlint.disk.git import is_tracked

    return not is_tracked(root, inside.relative_to(os.path.realpath(root)).as_posix())


_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)


def is_damage(error: Exception) -> bool:
    """Whether the cache is at fault, and not that somebody else is at it, or the disk full."""
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF in _DAMAGE
