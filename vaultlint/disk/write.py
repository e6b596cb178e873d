"""Notes are written here, and nowhere else. A note is at every instant as it was or as it should
be, whatever Obsidian, a sync client, a full disk or a kill do at that moment.

The new text is written beside the note, on disk before it takes the note's place in one step; the
old one is linked into the run's folder first, and compared with what was read at the last moment
(`swap` has these steps). What is to be done is written down and on disk before it is done.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from vaultlint.disk.journal import FOLDER, Entry, Run, digest, drop_old, runs, start_run
from vaultlint.disk.leftovers import clean_up
from vaultlint.disk.lock import locked
from vaultlint.disk.patience import Patience
from vaultlint.disk.place import FULL, opened, sync_folder
from vaultlint.disk.swap import RefusedError, Swap, allowed, identity

UNRECORDED = f"the run cannot be written down in `{FOLDER}`"
_CONFLICT_COPY = re.compile(r"\([^()]*conflicted copy|\.sync-conflict-", re.IGNORECASE)


class DiskFullError(Exception):
    """No room for more: the run stopped; every note is whole. `written` are the notes done."""

    def __init__(self, written: tuple[str, ...]) -> None:
        super().__init__("the disk is full")
        self.written = written


@dataclass
class Results:
    """What became of the notes of a run: those written, and why others were not."""

    written: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)


def write_fixes(root: Path, changed: Mapping[str, tuple[bytes, bytes]]) -> Results:
    """Write notes (path in the vault to bytes before and after), each only if it still holds the
    bytes before. Raises LockedError while another run is at work, and DiskFullError. SIGINT and
    SIGTERM are obeyed between notes, not within one, as KeyboardInterrupt that says how far the
    run came. What a killed run left is removed first, also where there is nothing to write.
    """
    changed = {p: pair for p, pair in changed.items() if pair[0] != pair[1]}
    if not changed and not runs(root):
        return Results()
    with locked(root), Patience() as patience:
        clean_up(root)
        return Writer(root, patience).write(changed)


class Writer:
    """A run that writes notes, under the vault's lock. `undoes` names the run that it takes back,
    and `kept` has the files which that one kept, by the path of their note."""

    def __init__(
        self,
        root: Path,
        patience: Patience,
        undoes: str = "",
        kept: Mapping[str, Path] | None = None,
    ) -> None:
        self.results = Results()
        self._root = root
        self._base = os.path.realpath(root)
        self._patience = patience
        self._undoes = undoes
        self._kept = kept or {}
        self._run: Run | None = None
        self._begun = 0
        self._done: dict[tuple[int, int], bytes] = {}
        self._tidy = True

    def write(self, changed: Mapping[str, tuple[bytes, bytes]]) -> Results:
        """Write notes, as `write_fixes` does: those under their own names first, so that what
        links lead to is done when its links' turn comes."""
        try:
            for path in sorted(changed, key=lambda p: (self._is_linked(p), p)):
                if self._patience.asked:
                    done = len(self.results.written)
                    raise KeyboardInterrupt(f"{done} of {len(changed)} notes fixed")
                self._try(path, *changed[path])
        finally:
            self._end()
        return self.results

    def _is_linked(self, path: str) -> bool:
        return os.path.realpath(self._root / path) != str(Path(self._base, path))

    def _try(self, path: str, before: bytes, after: bytes) -> None:
        results = self.results
        try:
            self._write(path, before, after)
        except RefusedError as error:
            results.refused[path] = str(error)
        except FileNotFoundError:
            results.refused[path] = "is gone since it was read"
        except OSError as error:
            if error.errno in FULL:
                raise DiskFullError(tuple(results.written)) from error
            results.refused[path] = (error.strerror or str(error)).lower()
        else:
            results.written.append(path)

    def _write(self, path: str, before: bytes, after: bytes) -> None:
        own = self._own_path(path)
        folder, _, name = own.rpartition("/")
        with opened(self._base, folder) as place:
            status = allowed(place, name)
            if (done := self._done.get(identity(status))) is not None:
                if done != after:
                    raise RefusedError("another name of this file was fixed already; run again")
                return
            run = self._started()
            temp = f".vaultlint-{os.getpid()}-{secrets.token_hex(8)}.tmp"
            backup = run.folder / f"{self._begun:06d}"
            self._begun += 1
            run.add(Entry(own, digest(before), digest(after), temp, backup.name))
            self._swap(run, Swap(place, name, temp, backup, status, before, after), path)

    def _swap(self, run: Run, swap: Swap, path: str) -> None:
        kept = self._kept.get(path)
        try:
            swap.prepare(kept)
            swap.keep()
            sync_folder(run.folder)
            swap.compare()
            swap.swap()
            swap.look_back()
        except BaseException:
            self._tidy &= swap.withdraw(run)
            raise
        with contextlib.suppress(OSError):  # the note is written
            self._done[identity(swap.place.status(swap.name))] = swap.after
            swap.place.sync()
            if kept is not None:
                kept.unlink()  # it is the note itself now, or its copy

    def _own_path(self, path: str) -> str:
        """The file to write: where `path`, or a folder on the way to it, is a link within the
        vault, what it leads to."""
        real = Path(os.path.realpath(self._root / path))
        if not real.is_relative_to(self._base):
            raise RefusedError("a link that leads out of the vault")
        own = real.relative_to(self._base).as_posix()
        if any(_CONFLICT_COPY.search(p.rpartition("/")[2]) for p in (path, own)):
            raise RefusedError("a conflict copy of a sync client is not touched")
        return own

    def _started(self) -> Run:
        """The run's folder, made when there is a note to write."""
        if self._run is None:
            try:
                self._run = start_run(self._root, self._undoes)
            except OSError as error:
                if error.errno in FULL:
                    raise
                why = (error.strerror or str(error)).lower()
                raise RefusedError(f"{UNRECORDED}: {why}") from error
        return self._run

    def _end(self) -> None:
        run = self._run
        if run is None:
            return
        if self._tidy:
            run.end()
            if not self.results.written and not run.entries():
                run.remove()
        drop_old(self._root)
