"""What a killed run left behind, and how it is removed."""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path

from vaultlint.disk.journal import Entry, Run, runs

_TEMP = re.compile(r"\.vaultlint-(\d+)-[0-9a-f]{16}\.tmp")


def clean_up(root: Path) -> None:
    """Remove what killed runs left: their temporary files, and backups that are still the note
    itself under a second name (the note would count as hard-linked for ever). A file that no
    journal names is nobody's, whatever its name."""
    base = os.path.realpath(root)
    for run in runs(root):
        for entry in run.entries():
            note = Path(os.path.realpath(root / entry.path))
            if note.is_relative_to(base):
                _clean_up_after(run, entry, note)


def _clean_up_after(run: Run, entry: Entry, note: Path) -> None:
    temp, backup = note.with_name(entry.temp), run.folder / entry.backup
    named = _TEMP.fullmatch(entry.temp)
    if named and temp.is_file() and not temp.is_symlink() and not _alive(int(named[1])):
        with contextlib.suppress(OSError):
            temp.unlink()
    with contextlib.suppress(OSError):
        if not backup.is_symlink() and backup.samefile(note):
            backup.unlink()


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
