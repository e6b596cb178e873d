"""What a killed run left behind, and how it is removed."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable
from pathlib import Path

from vaultlint.disk.journal import BadJournalError, Entry, Run, digest, ready_name, runs
from vaultlint.disk.read import read_bytes

_TEMP = re.compile(r"\.vaultlint-(\d+)-[0-9a-f]{16}\.(?:tmp|new)")


def clean_up(root: Path) -> None:
    """Remove what runs left that did not come to their end: their temporary files, and backups
    that are still the note itself under a second name (the note would count as hard-linked for
    ever). A file that no journal names is nobody's, whatever its name. What cannot be read now is
    left for another time."""
    with contextlib.suppress(OSError):
        _clean_up(root)


def _clean_up(root: Path) -> None:
    found = {run.name: run for run in runs(root)}
    taken_back = {run.undoes for run in found.values()}
    for run in found.values():
        if run.is_ended():
            continue
        with contextlib.suppress(BadJournalError):
            done = _clean_up_after(root, run)
            if (other := found.get(run.undoes)) is not None:
                # notes have been given the files that the other one keeps
                done &= _clean_up_after(root, other)
            if done and run.name not in taken_back and not _keeps_something(run):
                run.remove()
            elif done:
                run.end()


def _keeps_something(run: Run) -> bool:
    return any((run.folder / entry.backup).is_file() for entry in run.entries())


def _clean_up_after(root: Path, run: Run) -> bool:
    """Whether nothing is left to be cleaned up."""
    base = os.path.realpath(root)
    done = True
    for entry in run.entries():
        note = Path(os.path.realpath(root / entry.path))
        if note.is_relative_to(base):
            done &= _clean(run, entry, note)
    return done


def _clean(run: Run, entry: Entry, note: Path) -> bool:
    temp, backup = note.with_name(entry.temp), run.folder / entry.backup
    named = _TEMP.fullmatch(entry.temp)
    done = True
    if named and not _alive(int(named[1])):
        if _is_file(temp):
            done = _removed(temp)
        ready = temp.with_name(ready_name(temp.name))
        if _is_file(ready) and _is_ours(ready, entry, backup):
            done &= _removed(ready)
    elif _is_file(temp):
        done = False
    try:
        if not backup.is_symlink() and backup.samefile(note):
            done &= _removed(backup)
    except OSError:
        done &= _is_gone(backup) or _is_gone(note)
    return done


def _is_file(file: Path) -> bool:
    return file.is_file() and not file.is_symlink()


def _is_ours(ready: Path, entry: Entry, backup: Path) -> bool:
    """Whether it holds the note as it was or as it was to be, and no other program's text."""
    try:
        if backup.exists() and ready.samefile(backup):
            return True
        return digest(read_bytes(ready, follow=False)) in (entry.sha_after, entry.sha_before)
    except OSError:
        return False


def _removed(file: Path) -> bool:
    try:
        file.unlink()
    except OSError:
        return False
    return True


def _is_gone(file: Path) -> bool:
    return not os.path.lexists(file)


def _alive(pid: int) -> bool:
    if pid == os.getpid():
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def strangers(root: Path, notes: Iterable[str]) -> list[str]:
    """Paths of files that are named like temporary files of ours and lie beside `notes`, though
    no run of ours removes them: from another machine, perhaps, or from a history that is gone, or
    what another program saved at the moment of a kill."""
    folders = sorted({note.rpartition("/")[0] for note in notes} | {""})
    return [f"{folder}/{name}".lstrip("/") for folder in folders for name in _temps(root / folder)]


def _temps(folder: Path) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return sorted(e.name for e in entries if _TEMP.fullmatch(e.name))
    except OSError:
        return []
