"""Fixes to the disk, or to a diff."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from vaultlint.cli.app import Stop, say
from vaultlint.disk.leftovers import strangers
from vaultlint.disk.lock import LockedError
from vaultlint.disk.settle import settle
from vaultlint.disk.swap import READ_ONLY
from vaultlint.disk.write import UNRECORDED, DiskFullError, write_fixes
from vaultlint.engine.fix import Fixed
from vaultlint.note import Note
from vaultlint.report.visible import visible
from vaultlint.rules import all_rules
from vaultlint.text import counted
from vaultlint.vault import Vault


def apply_fixes(
    root: Path, fixed: Fixed, frozen: frozenset[str], prefix: str
) -> tuple[Vault, frozenset[str]]:
    """Write what was fixed; the vault as it now is, and the notes that were not written. They are
    told, after the `prefix` that leads to the vault. `frozen` notes are never written: what would
    be fixed of them is not what stands on disk."""
    wanted = {p: pair for p, pair in fixed.changed.items() if p not in frozen}
    refused = {
        p: "has unstaged changes: stage or stash them first" for p in fixed.changed if p in frozen
    }
    try:
        outcome = write_fixes(root, wanted)
    except LockedError as error:
        raise Stop("another fix run is at work in this vault") from error
    except DiskFullError as error:
        done, all_ = len(error.written), len(wanted)
        raise Full(
            f"the disk is full: {done} of {all_} notes fixed, the others as they were"
        ) from error
    refused |= outcome.refused
    for line in _told_refused(refused, prefix):
        say(line)
    before = [Note.parse(p, fixed.changed[p][0]) for p in refused]
    return fixed.vault.with_notes(before) if before else fixed.vault, frozenset(refused)


def _told_refused(refused: Mapping[str, str], prefix: str) -> Iterator[str]:
    """Why notes were not fixed; of a folder or vault that cannot be written to, a line for all."""
    by_folder = Counter(p.rpartition("/")[0] for p, why in refused.items() if why == READ_ONLY)
    for folder, notes in sorted(by_folder.items()):
        place = _from_here(folder, prefix) or "."
        yield f"vaultlint: {place}: {counted(notes, 'note')} not fixed: {READ_ONLY}"
    for why, notes in Counter(w for w in refused.values() if w.startswith(UNRECORDED)).items():
        yield f"vaultlint: {counted(notes, 'note')} not fixed: {why}"
    for path, why in sorted(refused.items()):
        if why != READ_ONLY and not why.startswith(UNRECORDED):
            yield f"vaultlint: {_from_here(path, prefix)}: not fixed: {why}"


def _from_here(path: str, prefix: str) -> str:
    """A path in the vault as people are shown it."""
    return visible("/".join(filter(None, (prefix, path))))


def waited_for(root: Path, fixed: Fixed) -> list[Note]:
    """Where a person looks on, wait for notes that were saved a moment ago, since an editor may
    save them again; those that it did. A hook or CI does not wait: all of a checkout is new."""
    if os.environ.get("CI") or not sys.stderr.isatty():
        return []
    held = settle(root, fixed.changed)
    return [Note.parse(p, data) for p, data in held.items() if data != fixed.changed[p][0]]


def told_strangers(root: Path, vault: Vault, prefix: str) -> Iterator[str]:
    """Temporary files that a killed run may have left, but that no journal here speaks of."""
    for path in strangers(root, vault.notes):
        yield (
            f"vaultlint: {_from_here(path, prefix)}: looks like a file that a killed run left, and"
            " may hold what another program saved: look into it, then delete it"
        )


class Full(Stop):
    """The disk is full."""

    exit_code = 3


def told(fixed: Fixed, path: str, prefix: str) -> str:
    """A line that says what was mended in the note at `path`."""
    codes = sorted(fixed.codes.get(path, {}).items())
    what = ", ".join(f"{count} {code} {all_rules()[code].slug}" for code, count in codes)
    return f"fixed {_from_here(path, prefix)}: {what or 'links to it'}"


def diff_of(changed: Mapping[str, tuple[bytes, bytes]], prefix: str) -> str:
    """What fixes would change, as a unified diff."""
    from vaultlint.report.diff import unified

    return "".join(
        unified(
            f"{prefix}/{path}" if prefix else path,
            before.decode("utf-8", "replace"),
            after.decode("utf-8", "replace"),
        )
        for path, (before, after) in sorted(changed.items())
    )
