"""Notes parsed in several processes, where there are enough of them to pay for it."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

from vaultlint.disk.codec import encode
from vaultlint.disk.read import UnreadableError, read_bytes
from vaultlint.disk.walk import Seen
from vaultlint.parse.note import MAX_NOTE, parse_file

WORTH = 8_000
"""Notes from which on a second process saves more than facts cost to be sent (measured)."""
BATCH = 250


def processes(jobs: int, notes: int) -> int:
    """How many to use: as asked, else one for each core where there are notes enough."""
    if jobs:
        return min(jobs, max(notes // BATCH, 1))
    return (os.cpu_count() or 1) if notes >= WORTH else 1


def parse_all(root: Path, notes: list[Seen], count: int) -> Iterator[tuple[str, bytes]]:
    """Encoded facts of the notes that could be read, in the order of `notes`. Stops early, without
    a word, where a process died: what is missing is then parsed here, by who asked."""
    # a fork is cheap where it is safe; elsewhere processes start from nothing
    context = get_context("fork" if sys.platform == "linux" else "spawn")
    batches = [notes[at : at + BATCH] for at in range(0, len(notes), BATCH)]
    pool = ProcessPoolExecutor(count, mp_context=context, initializer=_start)
    try:
        for found in pool.map(_parse, [root] * len(batches), batches):
            yield from found
    except BrokenProcessPool:
        return
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _start() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the first process to obey
    gc.disable()


def _parse(root: Path, notes: list[Seen]) -> list[tuple[str, bytes]]:
    found = []
    for seen in notes:
        try:
            data = read_bytes(root / seen.path, MAX_NOTE)
        except UnreadableError:
            continue
        found.append((seen.path, encode(parse_file(seen.path, data))))
    return found
