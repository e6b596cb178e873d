"""Time from a save to the answer of `vaultlint check --watch`.

    python benchmarks/watch.py [--notes 10000] [--runs 15]

Makes a vault, starts the real command and saves real files in turn: text added to a note, a note
written anew as editors do (a temporary file that takes its place), a note renamed and renamed back.
Prints medians and the slowest, in milliseconds; the clock stops when the last line of the answer
has come.
"""

from __future__ import annotations

import argparse
import os
import select
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from make_vault import make_vault

LAST = b"watching; ctrl-c ends it\n"
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


class Watcher:
    """The command at work. `answer` waits for its next answer."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        assert process.stdout is not None
        self._out = process.stdout.fileno()

    def answer(self, seconds: float = 120) -> float:
        """The time at which the next answer was whole."""
        end, said = time.perf_counter() + seconds, b""
        while LAST not in said:
            if not select.select([self._out], [], [], max(end - time.perf_counter(), 0))[0]:
                raise SystemExit(f"no answer within {seconds} s")
            said += os.read(self._out, 1 << 16)
        return time.perf_counter()

    def is_silent(self, seconds: float) -> None:
        """Let what else may come pass by."""
        while select.select([self._out], [], [], seconds)[0]:
            os.read(self._out, 1 << 16)


@contextmanager
def watching(vault: Path, cache: Path) -> Iterator[Watcher]:
    """The command over `vault`, once it has given its first answer; ended with Ctrl-C."""
    command = [sys.executable, "-m", "vaultlint", "check", "--watch", "--output-format", "concise"]
    process = subprocess.Popen(
        [*command, "--cache-dir", str(cache), str(vault)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=ENVIRONMENT,
    )
    try:
        watcher = Watcher(process)
        watcher.answer()
        yield watcher
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def add_text(note: Path) -> None:
    with note.open("a", encoding="utf-8") as file:
        file.write("One more line.\n")


def write_anew(note: Path) -> None:
    other = note.with_name(".swap.tmp")
    other.write_bytes(note.read_bytes() + b"One more [[link]].\n")
    other.replace(note)


def rename(note: Path) -> None:
    other = note.with_name(f"{note.stem} renamed.md")
    if note.exists():
        note.rename(other)
    else:
        other.rename(note)


KINDS: dict[str, Callable[[Path], None]] = {
    "text added": add_text,
    "written anew": write_anew,
    "renamed": rename,
}


def measure(vault: Path, runs: int) -> dict[str, list[float]]:
    """Milliseconds from save to answer, by kind of save."""
    found: dict[str, list[float]] = {kind: [] for kind in KINDS}
    notes = sorted(vault.rglob("*.md"))[5 : 5 + len(KINDS)]
    with tempfile.TemporaryDirectory() as cache, watching(vault, Path(cache)) as watcher:
        for _ in range(runs):
            for (kind, save), note in zip(KINDS.items(), notes, strict=True):
                watcher.is_silent(0.3)
                start = time.perf_counter()
                save(note)
                found[kind].append((watcher.answer() - start) * 1000)
    return found


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=15)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        vault = Path(folder, "vault")
        make_vault(options.notes, vault)
        print("| a note is | median ms | slowest ms |\n|---|--:|--:|")
        for kind, its in measure(vault, options.runs).items():
            print(f"| {kind} | {statistics.median(its):.0f} | {max(its):.0f} |")


if __name__ == "__main__":
    main()
