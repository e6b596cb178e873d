"""The last fix run taken back, in the same way that notes are fixed."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from vaultlint.disk.git import is_tracked
from vaultlint.disk.journal import FOLDER, BadJournalError, Entry, Run, digest, runs
from vaultlint.disk.leftovers import clean_up
from vaultlint.disk.lock import locked
from vaultlint.disk.patience import Patience
from vaultlint.disk.read import UnreadableError, read_bytes
from vaultlint.disk.write import Writer


@dataclass
class Undone:
    """What `undo` did: notes restored, notes left alone and why; `run` is empty if there was
    nothing to undo."""

    run: str = ""
    restored: list[str] = field(default_factory=list)
    left: dict[str, str] = field(default_factory=dict)


class TrackedJournalError(BadJournalError):
    """The journal came with the vault, from git: it says what others want undone."""


def undo(root: Path) -> Undone:
    """Give the notes of the last run their old bytes back, but none that was edited since. Goes
    on where an `undo` was cut off. Raises BadJournalError, and as `write_fixes` does."""
    if runs(root) and is_tracked(root, FOLDER):
        raise TrackedJournalError
    with locked(root), Patience() as patience:
        clean_up(root)
        run = _last(root)
        return _take_back(root, run, patience) if run is not None else Undone()


def _take_back(root: Path, run: Run, patience: Patience) -> Undone:
    done = Undone(run.name)
    changed: dict[str, tuple[bytes, bytes]] = {}
    kept: dict[str, Path] = {}
    for_good = True
    for entry in run.entries():
        state = _state(root, run, entry)
        if isinstance(state, _Left):
            done.left[entry.path] = state.why
            for_good &= state.for_good
        elif state is not None:
            changed[entry.path] = state
            kept[entry.path] = run.folder / entry.backup
    outcome = Writer(root, patience, run.name, kept).write(changed)
    done.restored = outcome.written
    done.left |= outcome.refused
    if not done.left:
        run.remove()
    elif changed and for_good and not outcome.refused:
        _set_aside(run)
    return done


class _Left(NamedTuple):
    """Why a note is left alone, and whether another `undo` would leave it alone too."""

    why: str
    for_good: bool = True


def _last(root: Path) -> Run | None:
    found = runs(root)
    by_name = {run.name: run for run in found}
    run = next(iter(found), None)
    while run is not None and run.undoes in by_name:  # an undo that was cut off
        run = by_name.pop(run.undoes)
    return run


def _state(root: Path, run: Run, entry: Entry) -> tuple[bytes, bytes] | _Left | None:
    """The note's bytes as they are and as they were; None where they are the same."""
    note = Path(os.path.realpath(root / entry.path))
    backup = run.folder / entry.backup
    if not note.is_relative_to(os.path.realpath(root)):
        return _Left("a link that leads out of the vault")
    old_text = "its old text is gone" if _is_gone(backup) else f"its old text is in {backup}"
    if _is_gone(note):
        return _Left(f"it is gone; {old_text}")
    try:
        now = read_bytes(note, follow=False)
        if digest(now) == entry.sha_before:
            return None  # never written, or restored before
        if digest(now) != entry.sha_after:
            return _Left(f"edited since; {old_text}")
        if _is_gone(backup):
            return _Left(old_text)
        old = read_bytes(backup, follow=False)
    except UnreadableError as error:
        return _Left(error.reason, for_good=False)
    if digest(old) != entry.sha_before:
        return _Left(f"something was written to its old text, which is in {backup}")
    return now, old


def _is_gone(file: Path) -> bool:
    """Whether there is surely no such file: where the system fails to say, it may be there."""
    try:
        file.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def _set_aside(run: Run) -> None:
    """Keep the backups of notes that were left alone, but undo the run no more."""
    with contextlib.suppress(OSError):
        run.journal.rename(run.folder / "undone.jsonl")
