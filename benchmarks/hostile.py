"""Time and memory that hostile notes cost, each in a vault of its own, in fresh processes.

    python benchmarks/hostile.py [--mib 10] [SHAPE]…

Every shape (those whose names hold a SHAPE) is checked cold with all rules, and mended with
`--fix --diff`. A row that misses the goal, 5 seconds of CPU and 500 MB for 10 MiB, ends with `<<<`.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.hostile.shapes import MIB, NOTES, OTHERS

GOAL_SECONDS, GOAL_MB = 5.0, 500.0
LIMIT_SECONDS, LIMIT_BYTES = 40, 4 * 1024 * MIB
"""Where a run is ended, so that one shape does not stop the others."""
ALL = "YML,SCH,DAT,LNK,BLK,TAG,CHP,FIL,CNV,BAS,SUP,STR"
RUNS = {
    "check": ("check", "--select", ALL, "--no-cache", "--output-format", "json"),
    "fix": ("check", "--select", ALL, "--no-cache", "--unsafe-fixes", "--fix", "--diff"),
}


def make(folder: Path, shape: str, size: int) -> Path:
    """A vault with the hostile file and some notes beside it."""
    name, made = OTHERS[shape] if shape in OTHERS else ("Bad.md", NOTES[shape])
    vault = folder / "vault"
    (vault / ".obsidian").mkdir(parents=True)
    for number in range(200):
        (vault / f"Some note about thing {number}x.md").write_text("[[Bad]]\n")
    (vault / name).write_bytes(made(size - 64)[:size])
    return vault


def cost(vault: Path, arguments: tuple[str, ...]) -> tuple[float, float, int]:
    """CPU seconds, peak MB and exit code of one run."""
    null = os.open(os.devnull, os.O_RDWR)
    pid = os.fork()
    if pid == 0:
        for descriptor in (0, 1, 2):
            os.dup2(null, descriptor)
        os.chdir(vault)
        resource.setrlimit(resource.RLIMIT_CPU, (LIMIT_SECONDS, LIMIT_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (LIMIT_BYTES, LIMIT_BYTES))
        os.execv(sys.executable, [sys.executable, "-m", "vaultlint", *arguments])
    os.close(null)
    _, status, used = os.wait4(pid, 0)
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)


def rows(
    shapes: list[str], size: int, runs: list[str]
) -> Iterator[tuple[str, list[tuple[float, float, int]]]]:
    for shape in shapes:
        with tempfile.TemporaryDirectory() as folder:
            vault = make(Path(folder), shape, size)
            yield shape, [cost(vault, RUNS[run]) for run in runs]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mib", type=float, default=10)
    parser.add_argument("shapes", nargs="*")
    given = parser.parse_args()
    shapes = [s for s in (*NOTES, *OTHERS) if not given.shapes or any(g in s for g in given.shapes)]
    for shape, found in rows(shapes, int(given.mib * MIB), list(RUNS)):
        bad = any(s > GOAL_SECONDS or m > GOAL_MB or code not in (0, 1) for s, m, code in found)
        cells = "  ".join(f"{s:6.2f} s {m:6.0f} MB ={code}" for s, m, code in found)
        print(f"{shape:32} {cells} {'  <<<' if bad else ''}", flush=True)


if __name__ == "__main__":
    main()
