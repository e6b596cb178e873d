"""Notes that somebody is writing just now, waited for."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

from vaultlint.disk.read import UnreadableError, read_bytes

QUIET = 2.0
"""Seconds after which a file that did not change is taken for written."""


def settle(root: Path, paths: Iterable[str]) -> dict[str, bytes]:
    """Wait, once and for all of the notes at `paths`, until each has been quiet for QUIET seconds;
    what those hold then that changed so lately. Waits no longer than QUIET."""
    now = time.time()
    young = {p: age for p in paths if 0 <= (age := now - _changed(root / p)) < QUIET}
    if not young:
        return {}
    time.sleep(QUIET - min(young.values()))
    held: dict[str, bytes] = {}
    for path in young:
        try:
            held[path] = read_bytes(root / path)
        except UnreadableError:
            continue  # gone: the writer says so
    return held


def _changed(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except OSError:
        return 0.0
