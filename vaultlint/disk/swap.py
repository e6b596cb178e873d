"""One note on its way from the bytes before to those after. Only here, and in the folder that
`place` holds open, are files beside notes opened for writing; notes themselves never are."""

from __future__ import annotations

import contextlib
import os
import stat
import time
from dataclasses import dataclass
from pathlib import Path

from vaultlint.disk.attributes import give_attributes
from vaultlint.disk.journal import Run, ready_name
from vaultlint.disk.place import FULL, Place, write_new
from vaultlint.disk.read import read_bytes

READ_ONLY = "the folder is read-only"
CHANGED = "changed while it was being fixed; run again"


class RefusedError(Exception):
    """A note that must not be written, and why, in words."""


@dataclass
class Swap:
    """A note in its folder, the names of its new text (`temp`, beside it) and of its old one
    (`backup`, in the run's folder), and what the file was when it was looked at first."""

    place: Place
    name: str
    temp: str
    backup: Path
    status: os.stat_result
    before: bytes
    after: bytes
    swapped: bool = False

    def prepare(self, kept: Path | None) -> None:
        """The new text on disk beside the note: the file `kept` that held it once, or a new one."""
        if kept is not None and self._take(kept):
            return
        with self.place.created(self.temp) as descriptor:
            write_new(descriptor, self.after)
            give_attributes(descriptor, self.place, self.name, self.status)
            os.fsync(descriptor)

    def _take(self, kept: Path) -> bool:
        """Use the file `kept`, if it has no other name and can be linked. Its times become now:
        what watches a vault must see that the note is another."""
        try:
            if kept.lstat().st_nlink > 1:
                return False
            self.place.link_from(kept, self.temp)
            with self.place.looked_at(self.temp) as descriptor:
                give_attributes(descriptor, self.place, self.name, self.status, extended=False)
                self.place.touch(self.temp)
                os.fsync(descriptor)
            if self.place.read(self.temp) == self.after:
                return True
        except OSError as error:
            if error.errno in FULL:
                raise
        self.place.unlink(self.temp)
        return False

    def keep(self) -> None:
        """The old text in the run's folder: the same file under a second name, else a copy."""
        try:
            self.place.link_to(self.name, self.backup)
        except FileNotFoundError:
            raise
        except OSError as error:
            if error.errno in FULL:
                raise
            data = self.place.read(self.name)
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            descriptor = os.open(self.backup, flags, 0o600)
            try:
                write_new(descriptor, data)
                os.fsync(descriptor)
            finally:
                os.close(descriptor)

    def compare(self) -> None:
        """The last look: what is kept is what was read, and was the note a moment ago."""
        try:
            linked = identity(self.backup.lstat()) == identity(self.status)
            same = linked or self.place.read(self.name) == self.before
            if same and read_bytes(self.backup, follow=False) == self.before:
                return
        except OSError:
            pass
        raise RefusedError(CHANGED)

    def swap(self) -> None:
        """Put the new text in the note's place, unless another file is there by now."""
        if _about(self.place.status(self.name)) != _about(self.status):
            raise RefusedError(CHANGED)
        if not self._put(identity(self.status)):
            raise RefusedError(CHANGED)

    def _put(self, expected: tuple[int, int]) -> bool:
        """Put the temporary file in the note's place, if the file `expected` is there. False where
        another program has put its own there, at whatever moment: then that stays, or comes back.
        """
        place, ready = self.place, ready_name(self.temp)
        mine = identity(place.status(self.temp))
        place.replace(self.temp, ready)
        if identity(place.status(self.name)) != expected:
            return False
        self.swapped = True
        try:
            if not place.exchange(self.name, ready):
                self._replace(ready)
                return True
        except OSError:
            self.swapped = identity(place.status(ready)) != mine
            raise
        put, out = mine, identity(place.status(ready))
        if out == expected:
            place.unlink(ready)
            return True
        while True:  # until what comes out is what was put there
            place.exchange(self.name, ready)
            came = identity(place.status(ready))
            if came == put:
                self.swapped = False
                return False
            put, out = out, came

    def _replace(self, ready: str) -> None:
        for _ in range(4 if os.name == "nt" else 0):
            with contextlib.suppress(PermissionError):
                self.place.replace(ready, self.name)
                return
            time.sleep(0.05)  # another program has the note open
        self.place.replace(ready, self.name)

    def look_back(self) -> None:
        """An editor that writes into the file it has open may have written after the last look:
        then its text is in the backup, and the note becomes that file again, which it still
        writes to."""
        try:
            new = self.place.status(self.name)
            now = self.place.read(self.name)
            old = read_bytes(self.backup, follow=False)
        except OSError:
            return  # the note was written, whatever keeps it from being read
        if now != self.after:
            raise RefusedError(
                "changed again at once after it was fixed; `vaultlint undo` has the old"
            )
        if old == self.before:
            return
        with contextlib.suppress(OSError):  # else `undo` names it
            self.place.link_from(self.backup, self.temp)
            self._put(identity(new))
        raise RefusedError(CHANGED)

    def withdraw(self, run: Run) -> bool:
        """Take away what would be in the way: the new text, and what is kept of a note that was
        not changed after all. False where something stays."""
        try:
            self.place.unlink(self.temp)
            is_all = self._clear(ready_name(self.temp))
            if is_all and (not self.swapped or self._is_old()):
                self.backup.unlink(missing_ok=True)
                run.take_back(self.backup.name)
        except OSError:
            return False
        return True

    def _clear(self, ready: str) -> bool:
        """Remove what was to take the note's place. False where that is what another program put
        there, which then is kept beside the backup."""
        try:
            if self._is_kept(ready) or self.place.read(ready) in (self.after, self.before):
                self.place.unlink(ready)
                return True
            self.place.move_out(ready, self.backup.with_suffix(".saved"))
        except FileNotFoundError:
            return True
        return False

    def _is_kept(self, name: str) -> bool:
        """Whether a file is the one that is kept."""
        if not self.backup.exists():
            return False
        return identity(self.place.status(name)) == identity(self.backup.lstat())

    def _is_old(self) -> bool:
        """Whether the note is the file that is kept of it, or holds the same."""
        if self._is_kept(self.name):
            return True
        return self.place.read(self.name) == read_bytes(self.backup, follow=False)


def allowed(place: Place, name: str) -> os.stat_result:
    """What a note is, if it may be replaced. Raises RefusedError."""
    if place.is_closed():
        raise RefusedError(READ_ONLY)
    status = place.status(name)
    if not stat.S_ISREG(status.st_mode):
        raise RefusedError("no regular file")
    if status.st_nlink > 1:
        raise RefusedError(f"{status.st_nlink} names share this file (hard links)")
    if place.is_read_only(name):
        raise RefusedError("is read-only")
    return status


def identity(status: os.stat_result) -> tuple[int, int]:
    """What tells a file from every other one, whatever its names."""
    return status.st_dev, status.st_ino


def _about(status: os.stat_result) -> tuple[int, ...]:
    """What makes it the same file, in all that matters but its text."""
    return *identity(status), status.st_mode, status.st_uid, status.st_gid
