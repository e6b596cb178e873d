"""How many processes a run pays for: asked before what they need is imported."""

from __future__ import annotations

import os

WORTH = 3_000
"""Notes from which on a second process saves more than its start costs (measured)."""
BATCH = 250
"""Notes that a process takes in hand at once."""
MOST = 61
"""Processes: more cannot be waited for on Windows."""


def processes(jobs: int, notes: int) -> int:
    """How many to use: as asked, else one for each core where there are notes enough."""
    if jobs:
        return min(jobs, max(notes // BATCH, 1), MOST)
    return min(_cores(), notes // BATCH, MOST) if notes >= WORTH else 1


def _cores() -> int:
    """Those that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
