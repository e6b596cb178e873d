"""What of a cache may be believed: records tell whether they are still what was written, and in the
place it was written to."""

from __future__ import annotations

import os
import sqlite3
from hashlib import blake2b, sha256
from itertools import chain
from pathlib import Path

from vaultlint import __version__

SEAL = 8
"""Bytes of a seal."""


def sealed(name: str, data: bytes) -> bytes:
    """`data` behind a digest of it and of the name that it is kept under."""
    return _seal(name, data) + data


def opened(name: str, stored: object) -> bytes | None:
    """What was sealed under this name; None if it is not whole, or was kept under another."""
    if not isinstance(stored, bytes):
        return None
    data = stored[SEAL:]
    return data if stored[:SEAL] == _seal(name, data) else None


def _seal(name: str, data: bytes) -> bytes:
    seal = blake2b(name.encode("utf-8", "surrogateescape"), digest_size=SEAL)
    seal.update(b"\0")
    seal.update(data)
    return seal.digest()


def tool_digest() -> str:
    """What changes with every version of our code, released or not, but not with the time at which
    it was installed."""
    package = Path(__file__).resolve().parents[1]
    record = package.parent / f"obsidian_vaultlint-{__version__}.dist-info" / "RECORD"
    if record.is_file():  # an installed wheel lists the digests of its files there
        return sha256(record.read_bytes()).hexdigest()
    found = [__version__]
    # a checkout has the presets beside the package
    for folder, _, files in chain(os.walk(package), os.walk(package.parent / "rules")):
        for name in files:
            if name.endswith((".py", ".yaml")):
                status = Path(folder, name).stat()
                found.append(f"{name}:{status.st_size}:{status.st_mtime_ns}")
    return sha256("\n".join(sorted(found)).encode()).hexdigest()


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
