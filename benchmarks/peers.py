"""Time vaultlint beside its peers and the floors of the machine, in one run.

    python benchmarks/peers.py VAULT [--runs 5] [--json out.json]

Commands alternate, so that a busy moment of the machine meets them all; every figure is a
median. CPU is user and system time of the process and its children, memory the peak resident
size of the largest of them. What the peers check is said in the table's last column: a peer
that does less is not slower for it.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

HERE = Path(sys.executable).parent


class Sample(NamedTuple):
    wall: float
    cpu: float
    peak: float


class Contender(NamedTuple):
    name: str
    command: list[str]
    checks: str


def measure(command: list[str]) -> Sample:
    """One run of a command as a process of its own; seconds and MB."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    wall = time.perf_counter() - start
    scale = 1 if sys.platform == "darwin" else 1024
    return Sample(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * scale / 1e6)


READ = "import os,sys\nfor d,_,fs in os.walk(sys.argv[1]):\n for f in fs:\n  if f.endswith('.md'): open(os.path.join(d,f),'rb').read()"
STAT = "import os,sys\ndef w(d):\n for e in os.scandir(d):\n  if e.is_dir(follow_symlinks=False): w(e.path)\n  else: e.stat(follow_symlinks=False)\nw(sys.argv[1])"


def contenders(vault: Path, cache: Path) -> list[Contender]:
    """The commands that are there."""
    python = sys.executable
    root = str(vault)
    found = [
        Contender("python -c pass", [python, "-c", "pass"], "floor: start-up"),
        Contender("stat walk", [python, "-c", STAT, root], "floor: a stat of every file"),
        Contender("read all notes", [python, "-c", READ, root], "floor: every byte once"),
        Contender(
            "vaultlint, cold",
            [python, "-m", "vaultlint", "check", "--no-cache", "--output-format", "concise", root],
            "links in body and properties, YAML, dates, chapters, tags, files",
        ),
        Contender(
            "vaultlint, warm",
            [
                python,
                "-m",
                "vaultlint",
                "check",
                "--cache-dir",
                str(cache),
                "--output-format",
                "concise",
                root,
            ],
            "the same, nothing changed",
        ),
    ]
    rumdl = shutil.which("rumdl", path=f"{HERE}:{os.environ['PATH']}")
    if rumdl:
        base = [rumdl, "check", "--flavor", "obsidian"]
        found += [
            Contender("rumdl, cold", [*base, "--no-cache", root], "Markdown style; no wikilinks"),
            Contender(
                "rumdl, warm",
                [*base, "--cache-dir", str(cache / "rumdl"), root],
                "the same, cached",
            ),
        ]
    mdsmith = shutil.which("mdsmith", path=f"{HERE}:{os.environ['PATH']}")
    if mdsmith:
        config = cache / "mdsmith.yml"
        config.write_text("convention: obsidian\n")
        command = [mdsmith, "check", "--config", str(config), root]
        found.append(
            Contender("mdsmith", command, "style, wikilinks in the body; no links in properties")
        )
    return found


def run(vault: Path, runs: int) -> dict[str, dict[str, float | str]]:
    """Medians by contender; the first round warms caches and is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        entries = contenders(vault, Path(folder))
        samples: dict[str, list[Sample]] = {c.name: [] for c in entries}
        for number in range(runs + 1):
            for contender in entries:
                sample = measure(contender.command)
                if number:
                    samples[contender.name].append(sample)
    return {
        c.name: {
            "wall": statistics.median(s.wall for s in samples[c.name]),
            "cpu": statistics.median(s.cpu for s in samples[c.name]),
            "peak": statistics.median(s.peak for s in samples[c.name]),
            "checks": c.checks,
        }
        for c in entries
    }


def table(results: dict[str, dict[str, float | str]]) -> str:
    """The results as a Markdown table."""
    lines = ["| command | wall s | CPU s | peak MB | checks |", "|---|--:|--:|--:|---|"]
    for name, row in results.items():
        lines.append(
            f"| {name} | {row['wall']:.2f} | {row['cpu']:.2f} | {row['peak']:.0f} | {row['checks']} |"
        )
    return "\n".join(lines)


def main() -> None:
    """Print the table; write JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("vault", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    results = run(options.vault.resolve(), options.runs)
    print(table(results))
    if options.json:
        options.json.write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main()
