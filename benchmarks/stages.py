"""What a note costs, stage by stage, beside what Python asks for at least.

    python benchmarks/stages.py [--notes 10000] [--vault DIR …] [--runs 5]

Microseconds of CPU a note, in one process, the least of some runs. `at least` is the part of a stage
that no other code of ours could leave out as long as it is Python: the system's calls, the pattern
alone, the tuples alone that facts are. The stages are timed one after the other on all notes, so
that their sum leaves out what a run does besides: start-up, the walk, the report.
"""

from __future__ import annotations

import argparse
import gc
import os
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from make_vault import make_vault
from peers import HUB

from vaultlint.cli.session import Session
from vaultlint.disk.codec import decode, encode
from vaultlint.disk.read import read_bytes
from vaultlint.disk.walk import walk
from vaultlint.engine.check import checked_paths, judge
from vaultlint.note import Note
from vaultlint.parse import body, frontmatter, markdown_plain, note, yaml_plain
from vaultlint.parse.facts import Facts
from vaultlint.parse.properties import property_links
from vaultlint.vault import Vault
from vaultlint.vault.face import face

MOST = 10 * 1024 * 1024
WHOLE = ("read the file", "parsing in all", "its face", "rules, links resolved")
"""The stages that others are parts of."""


class Clock:
    """Times what is done for each of some notes; rows of a table."""

    def __init__(self, runs: int) -> None:
        self._runs = runs
        self.rows: dict[str, tuple[float, float, str]] = {}
        """By stage what it costs, its floor (0 where none is known), and what that is."""

    def time(self, each: Callable[..., object], *inputs: Iterable[Any]) -> float:
        """Microseconds for one call of `each`."""
        calls = list(zip(*inputs, strict=True))
        least = float("inf")
        for _ in range(self._runs):
            start = time.process_time()
            for arguments in calls:
                each(*arguments)
            least = min(least, time.process_time() - start)
        return least * 1e6 / max(len(calls), 1)

    def row(self, stage: str, cost: float, floor: float = 0, what: str = "") -> None:
        """One line of the table."""
        self.rows[stage] = (cost, floor, what)


def stages(root: Path, runs: int) -> dict[str, tuple[float, float, str]]:
    """The table of one vault."""
    clock = Clock(runs)
    paths = [s.path for s in walk(root) if s.path.lower().endswith(".md")]
    files = [f"{root}/{path}" for path in paths]
    data = [read_bytes(file, MOST) for file in files]
    facts = [note.parse_note(text) for text in data]
    _parsing(clock, files, data, facts)
    _handing_on(clock, paths, data, facts)
    _judging(clock, root)
    clock.row("in one process", sum(clock.rows[stage][0] for stage in WHOLE))
    return clock.rows


def _parsing(clock: Clock, files: list[str], data: list[bytes], facts: list[Facts]) -> None:
    clock.row(
        "read the file",
        clock.time(lambda file: read_bytes(file, MOST), files),
        clock.time(_opened, files),
        "open, read, close",
    )
    blocks = [(f.frontmatter, text) for f, text in zip(facts, data, strict=True) if f.frontmatter]
    share = len(blocks) / len(data)
    inner = [text[b.inner_start : b.inner_end].split(b"\n") for b, text in blocks]
    clock.row(
        "front matter",
        clock.time(frontmatter.read_frontmatter, data),
        share * clock.time(lambda lines: [*map(yaml_plain._PROPERTY.match, lines)], inner),
        "its pattern on each line",
    )
    clock.row("links in properties", share * clock.time(property_links, *zip(*blocks, strict=True)))
    starts = [f.frontmatter.end if f.frontmatter else 0 for f in facts]
    scan = markdown_plain._pattern().finditer
    clock.row(
        "text",
        clock.time(body.read_body, data, starts),
        clock.time(lambda text, start: [*scan(text, max(start - 1, 0))], data, starts),
        "its pattern alone",
    )
    encoded = [encode(its) for its in facts]
    clock.row(
        "parsing in all",
        clock.time(note.parse_note, data),
        sum(clock.rows[stage][1] for stage in ("front matter", "text"))
        + clock.time(lambda its: decode(Facts, its), encoded),
        "the patterns, and the same tuples made in C",
    )


def _opened(file: str) -> bytes:
    descriptor = os.open(file, os.O_RDONLY)
    text = os.read(descriptor, os.fstat(descriptor).st_size)
    os.close(descriptor)
    return text


def _handing_on(clock: Clock, paths: list[str], data: list[bytes], facts: list[Facts]) -> None:
    clock.row("its face", clock.time(lambda *its: face(Note(*its)), paths, facts, data))
    encoded = [encode(its) for its in facts]
    both = clock.time(encode, facts), clock.time(lambda its: decode(Facts, its), encoded)
    clock.row("facts to another process", sum(both))


def _judging(clock: Clock, root: Path) -> None:
    session = Session.open([], root)
    loaded = session.load().vault
    selection, today = session.config.select(), date.today()
    paths = checked_paths(loaded, None, selection)

    def fresh() -> Vault:
        return Vault(loaded.files, notes, loaded.settings, loaded.unchecked, loaded.schemas)

    def resolve(_: object) -> None:
        vault = fresh()
        for its in notes.values():
            vault.unsettled(its)

    notes = loaded.notes
    whole = clock.time(lambda _: judge(fresh(), selection, today, paths), [root])
    clock.row("rules, links resolved", whole / len(paths))
    known = {link.target: link for its in notes.values() for link in its.facts.links}
    clock.row(
        "of that links",
        clock.time(resolve, [root]) / len(notes),
        clock.time(lambda its: [known[k.target] for k in its.facts.links], notes.values()),
        "one look-up each",
    )


def main() -> None:
    """Print a table for each vault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, default=10_000)
    parser.add_argument("--vault", type=Path, action="append", default=[])
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    gc.disable()
    with tempfile.TemporaryDirectory() as folder:
        generated = Path(folder, f"{options.notes} notes")
        make_vault(options.notes, generated)
        hub = [HUB] if HUB.exists() else []
        for root in dict.fromkeys([generated, *hub, *options.vault]):
            print(f"\n{root.name}, µs a note\n\n| stage | cost | at least | |\n|---|--:|--:|---|")
            for stage, (cost, floor, what) in stages(root, options.runs).items():
                print(f"| {stage} | {cost:.0f} | {f'{floor:.0f}' if what else ''} | {what} |")


if __name__ == "__main__":
    main()
