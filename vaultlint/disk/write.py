"""The only module that opens notes for writing. A note is at every instant as it was or as it
should be, whatever Obsidian, a sync client, a full disk or a kill do at that moment.

The new text is written beside the note, on disk before it takes the note's place in one step; the
old one is linked into the run's folder first, and compared with what was read at the last moment.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import shutil
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from vaultlint.disk.journal import Entry, Run, drop_old, start_run, sync_folder
from vaultlint.disk.leftovers import clean_up
from vaultlint.disk.lock import locked
from vaultlint.disk.patience import Patience
from vaultlint.disk.read import read_bytes

READ_ONLY = "the folder is read-only"
_CHANGED = "changed while it was being fixed; run again"
_CONFLICT_COPY = re.compile(r"\(conflicted copy|\.sync-conflict-", re.IGNORECASE)
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What the system says where there is no room."""
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class DiskFullError(Exception):
    """No room for more: the run stopped; every note is whole. `written` are the notes done."""

    def __init__(self, written: tuple[str, ...]) -> None:
        super().__init__("the disk is full")
        self.written = written


class RefusedError(Exception):
    """A note that must not be written, and why, in words."""


@dataclass
class Outcome:
    """What became of the notes of a run: those written, and why others were not."""

    written: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)


def write_fixes(
    root: Path, changed: Mapping[str, tuple[bytes, bytes]], *, undoes: str = ""
) -> Outcome:
    """Write notes (path in the vault to bytes before and after), each only if it still holds the
    bytes before. Raises LockedError while another run is at work, DiskFullError, and OSError
    where the run's folder cannot be made. SIGINT and SIGTERM are obeyed between notes, not within
    one, as KeyboardInterrupt.
    """
    outcome = Outcome()
    changed = {p: pair for p, pair in changed.items() if pair[0] != pair[1]}
    if not changed:
        return outcome
    with locked(root), Patience() as patience:
        clean_up(root)
        try:
            run = start_run(root, undoes)
        except OSError as error:
            raise (DiskFullError(()) if error.errno in FULL else error) from error
        try:
            _write_all(root, run, changed, outcome, patience)
        finally:
            if not outcome.written:
                run.remove()
            drop_old(root)
    return outcome


def _write_all(
    root: Path,
    run: Run,
    changed: Mapping[str, tuple[bytes, bytes]],
    outcome: Outcome,
    patience: Patience,
) -> None:
    seen: set[tuple[int, int]] = set()
    for path, (before, after) in sorted(changed.items()):
        patience.leave()
        try:
            _write(root, run, path, before, after, seen)
        except RefusedError as error:
            outcome.refused[path] = str(error)
        except OSError as error:
            if error.errno in FULL:
                raise DiskFullError(tuple(outcome.written)) from error
            outcome.refused[path] = (error.strerror or type(error).__name__).lower()
        else:
            outcome.written.append(path)


def _write(
    root: Path, run: Run, path: str, before: bytes, after: bytes, seen: set[tuple[int, int]]
) -> None:
    note = _target(root, path)
    status = _allowed(note, seen)
    temp = note.with_name(f".vaultlint-{os.getpid()}-{secrets.token_hex(8)}.tmp")
    backup = run.folder / f"{len(seen):06d}"
    run.add(Entry(path, digest(before), digest(after), temp.name, backup.name))
    try:
        _write_temp(temp, after, note, status)
        _keep(note, backup)
        sync_folder(run.folder)
        _compare(note, backup, before)
        _replace(temp, note)
        _look_back(note, temp, backup, before, after)
    except BaseException as error:
        with contextlib.suppress(OSError):
            temp.unlink(missing_ok=True)
        if isinstance(error, RefusedError) and not backup.exists():
            run.take_back(backup.name)
        raise
    sync_folder(note.parent)


def digest(data: bytes) -> str:
    """What the journal knows a note's bytes by."""
    return sha256(data).hexdigest()


def _target(root: Path, path: str) -> Path:
    """The file to write: where `path`, or a folder on the way to it, is a link within the vault,
    what it leads to."""
    note = root / path
    if _CONFLICT_COPY.search(note.name):
        raise RefusedError("a conflict copy of a sync client is not touched")
    real = Path(os.path.realpath(note))
    if not real.is_relative_to(os.path.realpath(root)):
        raise RefusedError("a link that leads out of the vault")
    return real


def _allowed(note: Path, seen: set[tuple[int, int]]) -> os.stat_result:
    status = note.lstat()
    if not stat.S_ISREG(status.st_mode):
        raise RefusedError("no regular file")
    if status.st_nlink > 1:
        raise RefusedError(f"{status.st_nlink} names share this file (hard links)")
    if not status.st_mode & stat.S_IWUSR or not os.access(note, os.W_OK):
        raise RefusedError("is read-only")
    if not os.access(note.parent, os.W_OK):
        raise RefusedError(READ_ONLY)
    same = (status.st_dev, status.st_ino)
    if same in seen:
        raise RefusedError("another name of this file was fixed already")
    seen.add(same)
    return status


def _write_temp(temp: Path, data: bytes, note: Path, status: os.stat_result) -> None:
    """The new text on disk beside the note, with the note's owner, mode and attributes."""
    descriptor = os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_FOLLOW, 0o600)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(descriptor, left) :]
        owned = True
        if hasattr(os, "fchown"):
            try:
                os.fchown(descriptor, status.st_uid, status.st_gid)
            except PermissionError:
                owned = False
            mode = status.st_mode & 0o777
            os.fchmod(descriptor, mode if owned else mode & 0o700)
        _copy_attributes(note, temp)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _copy_attributes(note: Path, temp: Path) -> None:
    if not hasattr(os, "listxattr"):
        return
    with contextlib.suppress(OSError):
        for name in os.listxattr(note):
            with contextlib.suppress(OSError):
                os.setxattr(temp, name, os.getxattr(note, name))


def _keep(note: Path, backup: Path) -> None:
    """The old text in the run's folder: the same inode under a second name, else a copy."""
    try:
        os.link(note, backup, follow_symlinks=False)
    except FileNotFoundError:
        raise RefusedError("is gone since it was read") from None
    except OSError:
        shutil.copyfile(note, backup)
        with backup.open("rb+") as copy:
            os.fsync(copy.fileno())


def _compare(note: Path, backup: Path, before: bytes) -> None:
    """The last look: the note is still the file that was read, and holds the same bytes."""
    try:
        same = _is_one_file(note, backup) or read_bytes(note, follow=False) == before
        if same and read_bytes(backup, follow=False) == before:
            return
    except OSError:
        pass
    backup.unlink(missing_ok=True)
    raise RefusedError(_CHANGED)


def _is_one_file(one: Path, other: Path) -> bool:
    first, second = one.lstat(), other.lstat()
    return (first.st_dev, first.st_ino) == (second.st_dev, second.st_ino)


def _look_back(note: Path, temp: Path, backup: Path, before: bytes, after: bytes) -> None:
    """An editor that writes into the file it has open may have written after the last look: then
    its text is in the backup, and the note becomes that file again, which it still writes to."""
    try:
        now, old = read_bytes(note, follow=False), read_bytes(backup, follow=False)
    except OSError:
        return  # the note was written, whatever keeps it from being read
    if now != after:
        raise RefusedError("changed again at once after it was fixed; `vaultlint undo` has the old")
    if old == before:
        return
    with contextlib.suppress(OSError):  # else `undo` names it
        os.link(backup, temp, follow_symlinks=False)
        _replace(temp, note)
        backup.unlink()
    raise RefusedError(_CHANGED)


def _replace(temp: Path, note: Path) -> None:
    for _ in range(4):
        try:
            temp.replace(note)
        except PermissionError:
            if os.name != "nt":
                raise
            import time

            time.sleep(0.05)  # another program has the note open
        else:
            return
    temp.replace(note)
