"""One fix run at a time in a vault. Obsidian knows nothing of it; it keeps us from ourselves."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class LockedError(Exception):
    """Another fix run is at work in this vault."""


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Hold the vault's lock. Raises LockedError. The lock goes with the process, whatever ends
    it."""
    import platformdirs

    status = root.stat()
    folder = Path(platformdirs.user_state_dir("vaultlint", appauthor=False)) / "locks"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"{status.st_dev:x}-{status.st_ino:x}.lock"
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        yield  # a home that cannot be written to (a container's) must not keep notes from mending
        return
    try:
        _lock(descriptor)
        yield
    finally:
        os.close(descriptor)


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
        raise LockedError from error
