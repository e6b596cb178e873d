"""The last fix run taken back, in the same way that notes are fixed."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from pathlib import Path

from vaultlint.disk.journal import Run, runs
from vaultlint.disk.lock import locked
from vaultlint.disk.read import UnreadableError, read_bytes
from vaultlint.disk.write import clean_up, digest, write_fixes


@dataclass
class Undone:
    """What `undo` did: notes restored, notes left alone and why; `run` is empty if there was
    nothing to undo."""

    run: str = ""
    restored: list[str] = field(default_factory=list)
    left: dict[str, str] = field(default_factory=dict)


def undo(root: Path) -> Undone:
    """Give the notes of the last run their old bytes back, but none that was edited since. Goes
    on where an `undo` was cut off. Raises as `write_fixes` does."""
    with locked(root):
        clean_up(root)
    found = runs(root)
    by_name = {run.name: run for run in found}
    run = next(iter(found), None)
    while run is not None and run.undoes in by_name:  # an undo that was cut off
        run = by_name[run.undoes]
    if run is None:
        return Undone()
    done = Undone(run.name)
    changed: dict[str, tuple[bytes, bytes]] = {}
    for entry in run.entries():
        try:
            now = read_bytes(root / entry.path)
            old = read_bytes(run.folder / entry.backup)
        except UnreadableError:
            if (root / entry.path).exists() and digest(
                _bytes(root / entry.path)
            ) == entry.sha_before:
                continue
            done.left[entry.path] = "it, or its old text, is gone"
            continue
        if digest(now) == entry.sha_before:
            continue  # never written, or restored before
        if digest(now) != entry.sha_after or digest(old) != entry.sha_before:
            backup = run.folder / entry.backup
            done.left[entry.path] = f"edited since; its old text is in {backup}"
            continue
        changed[entry.path] = (now, old)
    outcome = write_fixes(root, changed, undoes=run.name)
    done.restored = outcome.written
    done.left |= outcome.refused
    if not done.left:
        run.remove()
    elif changed:
        _set_aside(run)
    return done


def _bytes(path: Path) -> bytes:
    try:
        return read_bytes(path)
    except UnreadableError:
        return b""


def _set_aside(run: Run) -> None:
    """Keep the backups of notes that were left alone, but undo the run no more."""
    with contextlib.suppress(OSError):
        run.journal.rename(run.folder / "undone.jsonl")
