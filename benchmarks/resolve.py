"""What a link costs: resolving it, and looking for the name that was meant where it leads nowhere.

    python benchmarks/resolve.py [VAULT] [--runs 5]

Every figure is a median over runs. The floor is a look into a dict for each link. The second table
shows growth: vaults whose names all differ by a digit, or all begin and end alike, ten times as many
names in each line, and mistyped links.
"""

from __future__ import annotations

import argparse
import gc
import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from vaultlint.config import Config
from vaultlint.disk.vault import load_vault
from vaultlint.schema.match import SchemaSet
from vaultlint.vault import Vault


def median(job: Callable[[], object], runs: int) -> float:
    """Seconds of CPU that a job takes: on a busy machine steadier than those of the clock."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        job()
        times.append(time.process_time() - start)
    return statistics.median(times)


def resolving(vault: Vault, runs: int) -> None:
    """The links of a vault, each asked with nothing known from before."""
    asked = [(k, n) for n in vault.notes.values() for k in n.facts.links if k.form != "url"]
    files, notes = vault.files, vault.notes
    known = {link.target: True for link, _ in asked}

    def resolve() -> None:
        fresh = Vault(files, notes)
        for link, note in asked:
            fresh.resolve(link, note)

    def floor() -> None:
        for link, _ in asked:
            known.get(link.target)

    gc.disable()  # as a check does
    print("| job | links | µs a link |\n|---|---|---|")
    for name, job in (("floor: one dict", floor), ("resolve, index of names included", resolve)):
        print(f"| {name} | {len(asked):,} | {median(job, runs) / len(asked) * 1e6:.2f} |")


def numbered(count: int) -> tuple[list[str], list[str]]:
    """Names that all differ by a digit, and each of them mistyped."""
    names = [f"Meeting {n:06d}" for n in range(count)]
    return names, [name.replace("ing", "ign") for name in names]


def alike(count: int) -> tuple[list[str], list[str]]:
    """Names that begin and end alike, and 500 of them mistyped: the worst there is."""
    letters = random.Random(count)
    words = ["".join(letters.choices("abcdefghijklmnop", k=7)) for _ in range(count)]
    names = [f"Meeting {word} of the board" for word in words]
    return names, [f"{name[:11]}{name[12:]}" for name in names[:500]]


def growth(runs: int) -> None:
    """Near misses in ever larger vaults."""
    print("\n| names | all differ by a digit, µs a mistyped link | all alike, µs |\n|---|---|---|")
    for count in (500, 5_000, 50_000):
        cells = []
        for made in (numbered, alike):
            names, links = made(count)
            files = [f"Folder {n % 50}/{name}.md" for n, name in enumerate(names)]

            def job(files: list[str] = files, links: list[str] = links) -> None:
                near = Vault(files, {}).near
                found = [near.nearest(link) for link in links]
                assert sum(name is not None for name in found) > 0.9 * len(links)

            cells.append(f"{median(job, runs) / len(links) * 1e6:.1f}")
        print(f"| {count:,} | {' | '.join(cells)} |")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("vault", nargs="?", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    if given.vault:
        resolving(load_vault(given.vault, Config(), SchemaSet()).vault, given.runs)
    growth(given.runs)


if __name__ == "__main__":
    main()
