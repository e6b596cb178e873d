"""Bytes of a file of the vault: regular files only, nothing that blocks, no more than asked."""

from __future__ import annotations

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


class UnreadableError(OSError):
    """A file that is not read: `reason` says why, in words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read_bytes(path: Path | str, limit: int | None = None, *, follow: bool = True) -> bytes:
    """The bytes of a regular file, at most `limit` + 1 of them; of a link, only where links are to
    be followed. Raises UnreadableError."""
    try:
        descriptor = os.open(path, _FLAGS if follow else _FLAGS | _NO_FOLLOW)
    except OSError as error:
        raise UnreadableError((error.strerror or "cannot be opened").lower()) from error
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableError("no regular file")
        size = status.st_size + 1 if limit is None else min(status.st_size, limit) + 1
        data = os.read(descriptor, size)
        while len(data) < size - 1 and (more := os.read(descriptor, size - len(data))):
            data += more
    except UnreadableError:
        raise
    except OSError as error:
        raise UnreadableError((error.strerror or "cannot be read").lower()) from error
    else:
        return data
    finally:
        os.close(descriptor)


def read_again(file: Path | str) -> bytes:
    """The bytes of a note that was read before; none if it is gone since."""
    try:
        return read_bytes(file, MAX_NOTE)
    except UnreadableError:
        return b""
