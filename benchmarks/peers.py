"""Time vaultlint beside its peers and the floors of the machine, in one run.

    python benchmarks/peers.py [--notes 1000 10000 50000] [--vault DIR …] [--runs 5] [--svg F] [--json F]

Makes vaults of so many notes, and takes those that are given, and the notes of the Obsidian Hub
where they lie beside the project (`../shared/vaults/obsidian-hub`); all are copied and put under
git first: notes are changed in some runs. Commands alternate, so that a busy moment of the machine
meets them all; every figure is a median. CPU is user and system time of the process and its
children, memory the peak resident size of the largest of them. What the peers check, and what they
do not, is said in the table's last column: a peer that does less is not slower for it. Peers that
are not installed are left out: `pip install rumdl==0.3.0 mdsmith==0.57.0`.

The whole takes about a quarter of an hour on two quiet cores, most of it with 50,000 notes;
`--notes 1000 10000` takes two minutes, `--runs 1 --notes 200` shows in a moment that all of it works.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from make_vault import make_vault
from plot import bars
from watch import measure as latencies

HERE = Path(sys.executable).parent
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
"""Modules are compiled once, as they are where a tool is installed."""
READ = "import os,sys\nfor d,_,fs in os.walk(sys.argv[1]):\n for f in fs:\n  if f.endswith('.md'): open(os.path.join(d,f),'rb').read()"
STAT = "import os,sys\ndef w(d):\n for e in os.scandir(d):\n  if e.is_dir(follow_symlinks=False): w(e.path)\n  else: e.stat(follow_symlinks=False)\nw(sys.argv[1])"


CHECKED = "links and embeds with headings and blocks, in body and properties; YAML, schemas, dates, chapters, tags, canvases, bases, names"
NOT_RUMDL = (
    "Markdown style; not: wikilinks, embeds, links in properties, schemas, dates, chapters, bases"
)
NOT_MDSMITH = (
    "style, wikilinks in the body; not: links in properties, schemas, dates, chapters, bases"
)
HUB = Path(__file__).resolve().parents[2] / "shared/vaults/obsidian-hub"


class Sample(NamedTuple):
    wall: float
    cpu: float
    peak: float


class Contender(NamedTuple):
    """A command; `before` makes ready for a run, outside of the time."""

    name: str
    command: list[str]
    checks: str
    before: Callable[[], None] = lambda: None


def measure(command: list[str]) -> Sample:
    """One run of a command as a process of its own; seconds and MB."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENVIRONMENT
    )
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    wall = time.perf_counter() - start
    scale = 1 if sys.platform == "darwin" else 1024
    return Sample(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * scale / 1e6)


def contenders(vault: Path, scratch: Path) -> list[Contender]:
    """The commands that are there."""
    python, root = sys.executable, str(vault)
    check = [python, "-m", "vaultlint", "check", "--output-format", "concise", root]
    cached = [*check, "--cache-dir", str(scratch / "vaultlint")]
    changed, renamed, staged = sorted(vault.rglob("*.md"))[77:80]
    return [
        Contender("python -c pass", [python, "-c", "pass"], "floor: start-up"),
        Contender("stat walk", [python, "-c", STAT, root], "floor: a stat of every file"),
        Contender("read all notes", [python, "-c", READ, root], "floor: every byte once"),
        Contender(
            "vaultlint, cold",
            [*check, "--no-cache"],
            CHECKED,
        ),
        Contender("vaultlint, warm", cached, "the same, nothing changed", lambda: _settle(cached)),
        Contender("vaultlint, one changed", cached, "one note changed", lambda: _change(changed)),
        Contender("vaultlint, one renamed", cached, "one note renamed", lambda: _rename(renamed)),
        Contender(
            "vaultlint --hook",
            [*check[:4], "--hook", "--vault", root, "--cache-dir", str(scratch / "vaultlint")],
            "one note staged, as pre-commit calls it",
            lambda: _stage(staged),
        ),
        *_peers(root, scratch),
    ]


def _peers(root: str, scratch: Path) -> list[Contender]:
    path = f"{HERE}:{os.environ['PATH']}"
    found = []
    rumdl = shutil.which("rumdl", path=path)
    if rumdl:
        base = [rumdl, "check", "--flavor", "obsidian"]
        cached = [*base, "--cache-dir", str(scratch / "rumdl"), root]
        found += [
            Contender("rumdl, cold", [*base, "--no-cache", root], NOT_RUMDL),
            Contender("rumdl, warm", cached, "the same, nothing changed"),
        ]
    mdsmith = shutil.which("mdsmith", path=path)
    if mdsmith:
        config = scratch / "mdsmith.yml"
        config.write_text("convention: obsidian\n")
        command = [mdsmith, "check", "--config", str(config), root]
        found.append(Contender("mdsmith", command, NOT_MDSMITH))
    return found


def _settle(command: list[str]) -> None:
    """Let the clock pass the time within which a note might change twice unseen, and run once."""
    time.sleep(2.1)
    measure(command)


def _change(note: Path) -> None:
    with note.open("a", encoding="utf-8") as file:
        file.write("One more line.\n")


def _stage(note: Path) -> None:
    _git(note.parent, "reset", "-q")
    _change(note)
    _git(note.parent, "add", note.name)


def _git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=benchmark", "-c", "user.email=benchmark@example.org")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, stdout=subprocess.DEVNULL)


def under_git(vault: Path) -> Path:
    """The vault, all of it committed."""
    if not (vault / ".git").exists():
        for arguments in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "all")):
            _git(vault, *arguments)
    return vault


def _rename(note: Path) -> None:
    other = note.with_name(f"{note.stem} renamed.md")
    if note.exists():
        note.rename(other)
    else:
        other.rename(note)


def run(vault: Path, runs: int) -> dict[str, dict[str, float | str]]:
    """Medians by contender; the first round warms caches and is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        entries = contenders(vault, Path(folder))
        samples: dict[str, list[Sample]] = {c.name: [] for c in entries}
        for number in range(runs + 1):
            for contender in entries:
                contender.before()
                sample = measure(contender.command)
                if number:
                    samples[contender.name].append(sample)
    found: dict[str, dict[str, float | str]] = {
        c.name: {
            "wall": statistics.median(s.wall for s in samples[c.name]),
            "cpu": statistics.median(s.cpu for s in samples[c.name]),
            "peak": statistics.median(s.peak for s in samples[c.name]),
            "checks": c.checks,
        }
        for c in entries
    }
    if importlib.util.find_spec("watchfiles"):
        for kind, its in latencies(vault, runs).items():
            wall = statistics.median(its) / 1000
            found[f"vaultlint --watch, {kind}"] = {"wall": wall, "checks": "from save to answer"}
    return found


def table(results: dict[str, dict[str, float | str]]) -> str:
    """The results as a Markdown table."""
    lines = ["| command | wall s | CPU s | peak MB | checks |", "|---|--:|--:|--:|---|"]
    for name, row in results.items():
        cpu, peak = (f"{row[k]:.{d}f}" if k in row else "–" for k, d in (("cpu", 2), ("peak", 0)))
        lines.append(f"| {name} | {row['wall']:.2f} | {cpu} | {peak} | {row['checks']} |")
    return "\n".join(lines)


def growth(vaults: dict[str, Path], results: dict[str, dict[str, dict[str, float | str]]]) -> str:
    """What a note costs in vaults of different size, cold."""
    lines = ["| vault | CPU ms a note | peak kB a note |", "|---|--:|--:|"]
    for name, root in vaults.items():
        notes = sum(1 for _ in root.rglob("*.md"))
        cold = results[name]["vaultlint, cold"]
        each = float(cold["cpu"]) * 1000 / notes, float(cold["peak"]) * 1000 / notes
        lines.append(f"| {name} | {each[0]:.3f} | {each[1]:.1f} |")
    return "\n".join(lines)


def main() -> None:
    """Print a table for each vault; write the plot and JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, nargs="*", default=[1_000, 10_000, 50_000])
    parser.add_argument(
        "--vault", type=Path, action="append", default=[HUB] if HUB.exists() else []
    )
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--svg", type=Path)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    results = {}
    with tempfile.TemporaryDirectory() as folder:
        vaults = {f"{count:,} notes": Path(folder, str(count)) for count in options.notes}
        for count in options.notes:
            make_vault(count, Path(folder, str(count)))
        for given in dict.fromkeys(vault.resolve() for vault in options.vault):
            name = given.name
            vaults[name] = Path(shutil.copytree(given, Path(folder, "given", name)))
        for name, vault in vaults.items():
            results[name] = run(under_git(vault), options.runs)
            print(f"\n{name}, {options.runs} runs\n\n{table(results[name])}", flush=True)
        print(f"\n{growth(vaults, results)}")
    if options.svg:
        options.svg.write_text(bars(results), encoding="utf-8")
    if options.json:
        options.json.write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main()
