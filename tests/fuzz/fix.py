"""Fuzz parse, check and fix: `python -m tests.fuzz.fix --seconds 3600 --corpus FOLDER`.

Each input is a note: it is checked with every rule and fixed, safely and by guess, and held to the
promises to which generated notes are held. What breaks one is written to `crash-…` beside the corpus.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["vaultlint"]):
    from tests.promises import facts_are_inside, keep_all

from tests.fuzz.seeds import write_seeds


def check_and_fix(data: bytes) -> None:
    """Every promise, of one note."""
    facts_are_inside(data)
    keep_all(data, unsafe=False)
    keep_all(data, unsafe=True)


def main() -> None:
    """Fuzz for as long as asked; libFuzzer ends the process, with an error if a promise broke."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--corpus", type=Path, help="kept and grown; a temporary one if left out")
    parser.add_argument("--runs", type=int, default=-1, help="end after so many inputs")
    parser.add_argument("--seed", type=int, default=0, help="of chance; another one each time if 0")
    given = parser.parse_args()
    corpus = given.corpus or Path(tempfile.mkdtemp(prefix="vaultlint-fuzz-")) / "corpus"
    words = write_seeds(corpus)
    options = {
        "max_total_time": given.seconds,
        "runs": given.runs,
        "reload": 0,  # what it reads again goes by the clock
        "seed": given.seed,
        "max_len": 65_536,
        "timeout": 20,
        "rss_limit_mb": 2_000,
        "dict": words,
        "artifact_prefix": f"{corpus.parent}/",
    }
    atheris.Setup(
        [sys.argv[0], *(f"-{k}={v}" for k, v in options.items()), str(corpus)], check_and_fix
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
