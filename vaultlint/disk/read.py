"""Bytes of a file of the vault: regular files only, nothing that blocks, no more than asked, and
never a mixture of two versions."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

from vaultlint.parse.readable import MAX_NOTE

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_TRIES = 3
_DATALESS = 0x4000_0000
"""Of `st_flags` on macOS: the text is in the cloud."""
_RECALL = 0x1000 | 0x4_0000 | 0x40_0000
"""Of `st_file_attributes` on Windows: offline, or fetched when opened or read."""


class UnreadableError(OSError):
    """A file that is not read: `reason` says why, in words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read_bytes(
    path: Path | str, limit: int | None = None, *, follow: bool = True, dir_fd: int | None = None
) -> bytes:
    """The bytes of a regular file, at most `limit` + 1 of them; of a link, only where links are to
    be followed. Raises UnreadableError, also of a file that others keep writing to."""
    try:
        descriptor = os.open(path, _FLAGS if follow else _FLAGS | _NO_FOLLOW, dir_fd=dir_fd)
    except OSError as error:
        raise UnreadableError((error.strerror or "cannot be opened").lower()) from error
    try:
        return _settled(descriptor, limit)
    except UnreadableError:
        raise
    except OSError as error:
        raise UnreadableError((error.strerror or "cannot be read").lower()) from error
    finally:
        with contextlib.suppress(OSError):  # nothing was written
            os.close(descriptor)


def _settled(descriptor: int, limit: int | None) -> bytes:
    """What the file holds while nobody writes to it."""
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableError("no regular file")
    if _is_elsewhere(status):
        raise UnreadableError("its text is in the cloud and not on this machine")
    for _ in range(_TRIES):
        data = _read(descriptor, status.st_size if limit is None else min(status.st_size, limit))
        now = os.fstat(descriptor)
        if _version(now) == _version(status):
            return data
        status = now
        os.lseek(descriptor, 0, os.SEEK_SET)
    raise UnreadableError("is being written to just now; run again")


def _read(descriptor: int, size: int) -> bytes:
    data = os.read(descriptor, size + 1)
    while len(data) < size and (more := os.read(descriptor, size + 1 - len(data))):
        data += more
    return data


def _version(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _is_elsewhere(status: os.stat_result) -> bool:
    flags = getattr(status, "st_flags", 0) & _DATALESS
    return bool(flags or getattr(status, "st_file_attributes", 0) & _RECALL)


def read_again(file: Path | str) -> bytes:
    """The bytes of a note that was read before; none if it is gone since."""
    try:
        return read_bytes(file, MAX_NOTE)
    except UnreadableError:
        return b""


def leads_out(root: Path, name: str) -> bool:
    """Whether links on the way to the file `name` of the vault (its path there) lead out of it.
    Nobody asks what is there."""
    base = os.path.realpath(root)
    real = os.path.realpath(root / name)
    return real != base and not real.startswith(base.rstrip(os.sep) + os.sep)


LEADS_OUT = "a link that leads out of the vault"
