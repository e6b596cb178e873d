"""One fix run at a time in a vault. Obsidian knows nothing of it; it keeps us from ourselves."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_HELD = (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK)


class LockedError(Exception):
    """Another fix run is at work in this vault."""


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Hold the vault's lock. Raises LockedError. The lock goes with the process, whatever ends
    it.

    Two things are locked, each where the system can: the vault's folder, which all users of a
    machine share, and a file in the user's state folder, for systems that lock no folders. Where
    neither can be, a run must go on all the same: no note shall stay broken for a home that
    cannot be written to.
    """
    held: list[int] = []
    try:
        for descriptor in _descriptors(root):
            held.append(descriptor)
            _lock(descriptor)
        yield
    finally:
        for descriptor in held:
            with contextlib.suppress(OSError):
                os.close(descriptor)


def _descriptors(root: Path) -> Iterator[int]:
    import platformdirs

    with contextlib.suppress(OSError):
        yield os.open(root, os.O_RDONLY)
    status = root.stat()
    name = f"{status.st_dev:x}-{status.st_ino:x}.lock"
    with contextlib.suppress(OSError, RuntimeError):  # a user who has no home has no second lock
        folder = Path(platformdirs.user_state_dir("vaultlint", appauthor=False)) / "locks"
        folder.mkdir(parents=True, exist_ok=True)
        yield os.open(folder / name, os.O_RDWR | os.O_CREAT, 0o600)


def _lock(descriptor: int) -> None:
    try:
        import fcntl
    except ImportError:
        import msvcrt

        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError as error:
            raise LockedError from error
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _HELD:  # else the file system knows no locks
            raise LockedError from error
