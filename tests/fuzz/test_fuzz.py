"""A short run of the fuzzer, over the same inputs every time, so that a change alone fails it;
`--fuzz SECONDS` makes it a longer one, by chance."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.fuzz.seeds import MAX_SEED, seeds, write_seeds
from tests.promises import facts_are_inside, keep_all
from tests.test_cli import CLEAN_ENV

FEW = 4_000


@pytest.mark.skipif(
    find_spec("atheris") is None, reason="no atheris here: `pip install -e '.[fuzz]'`"
)
def test_a_fuzzer_breaks_no_promise(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    seconds = request.config.getoption("--fuzz")
    length = ["--seconds", f"{seconds}"] if seconds else ["--runs", f"{FEW}", "--seed", "1"]
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.fix", *length, "--corpus", str(tmp_path / "corpus")],
        capture_output=True,
        text=True,
        errors="replace",
        env={**CLEAN_ENV, "PYTHONHASHSEED": "0"},
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, done.stderr[-6_000:]
    ran = re.search(r"Done (\d+) runs", done.stderr)
    assert ran is not None
    assert int(ran[1]) > 0


def test_the_seeds_are_notes_that_keep_the_promises(tmp_path: Path) -> None:
    write_seeds(tmp_path / "corpus")
    written = sorted((tmp_path / "corpus").iterdir())
    assert len(written) > 100
    for data in {data for data in seeds() if len(data) <= MAX_SEED}:
        facts_are_inside(data)
        keep_all(data, unsafe=False)
        keep_all(data, unsafe=True)
