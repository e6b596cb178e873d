"""SIGKILL at random instants while notes are fixed, or given back: none is lost, none is torn.

`--faults 1000` kills a thousand times; `-rP` shows where the kills fell.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.faults.vault import after, before, make_vault, start, states, temps
from tests.test_cli import CLEAN_ENV, vaultlint
from vaultlint.disk.journal import FOLDER, runs
from vaultlint.disk.undo import undo

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")

NOTES = 500
MEMORY = Path("/dev/shm")


def size(number: int) -> int:
    """Bytes of a note: most are short, some are not."""
    if number in (77, 420):
        return 1_000_000
    return 60_000 if number % 50 == 13 else 300 + number % 40 * 50


@dataclass
class Kills:
    """A fixer that is killed again and again."""

    root: Path
    rng: random.Random
    span: float = 0.0
    fell: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("early", "amid", "late"), 0)
    )

    def measure(self) -> None:
        """How long a run writes."""
        process = self._begun()
        begun = time.perf_counter()
        assert process.wait() == 0
        self.span = time.perf_counter() - begun
        assert set(states(self.root, NOTES, size)) == {"after"}
        undo(self.root)

    def kill(self) -> list[str]:
        """Fix all notes, and be killed: what the notes are then."""
        # some are killed perhaps before anything is written down
        process = start(self.root) if self.rng.random() < 0.1 else self._begun()
        time.sleep(self.rng.random() * self.span)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        found = states(self.root, NOTES, size)
        assert found.count("before") + found.count("after") == NOTES, found
        done = found.count("after")
        when = "early" if done == 0 else "late" if done == NOTES else "amid"
        self.fell[when] += 1
        # how fast the machine is changes under way
        self.span *= {"early": 1.1, "amid": 1.0, "late": 0.85}[when]
        return found

    def shows_something(self) -> bool:
        """Whether a fair part of the kills fell between the first and the last write."""
        return self.fell["amid"] >= 0.3 * sum(self.fell.values())

    def _begun(self) -> subprocess.Popen[bytes]:
        known = {run.name for run in runs(self.root)}
        process = start(self.root)
        while process.poll() is None and {run.name for run in runs(self.root)} <= known:
            time.sleep(0.002)
        return process


@pytest.fixture(params=["disk", "memory"])
def killed(
    request: pytest.FixtureRequest, tmp_path: Path, faults: int
) -> Iterator[tuple[Path, int]]:
    """A folder and a number of kills. On the disk, where one kill in ten is tried, a run is hit
    mostly while it waits for the disk; in memory anywhere, and soon."""
    if request.param == "disk":
        yield tmp_path, max(faults // 10, 2)
        return
    if not os.access(MEMORY, os.W_OK):
        pytest.skip("no file system in memory")
    with tempfile.TemporaryDirectory(dir=MEMORY) as held:
        yield Path(held), max(faults - faults // 10, 10)


def test_no_note_is_lost_or_torn_when_the_fixer_is_killed(killed: tuple[Path, int]) -> None:
    folder, count = killed
    kills = Kills(make_vault(folder / "vault", NOTES, size), random.Random(7))
    kills.measure()
    for number in range(3 * count):
        if number >= count and kills.shows_something():
            break
        found = kills.kill()
        if number % 5 == 0:
            one_more_run(kills.root, found)
        elif "after" in found:
            undo(kills.root)
        assert set(states(kills.root, NOTES, size)) == {"before"}
    clean = vaultlint("--fix", "-q", cwd=kills.root)
    assert (clean.returncode, clean.stderr, temps(kills.root)) == (0, "", [])
    print(f"killed before the first note was written, between, after the last: {kills.fell}")
    assert kills.shows_something()


def one_more_run(root: Path, found: list[str]) -> None:
    """It finishes what was begun and leaves nothing; taken back, it gives back what it did."""
    finished = vaultlint("--fix", "-q", cwd=root)
    assert finished.returncode == 0, finished.stderr
    assert finished.stderr == ""
    assert set(states(root, NOTES, size)) == {"after"}
    assert temps(root) == []
    assert all((root / f"{n}.md").stat().st_nlink == 1 for n in range(NOTES))
    if "before" in found:
        undo(root)
        assert states(root, NOTES, size) == found
    for number in range(NOTES):
        (root / f"{number}.md").write_bytes(before(number, size(number)))


def test_an_undo_that_is_killed_goes_on_where_it_was(tmp_path: Path, faults: int) -> None:
    rng = random.Random(11)
    root = make_vault(tmp_path / "vault", 200)
    code = "import sys; from pathlib import Path; from vaultlint.disk.undo import undo; undo(Path(sys.argv[1]))"
    amid = 0
    for _ in range(max(faults // 5, 3)):
        shutil.rmtree(root / FOLDER, ignore_errors=True)
        for number in range(200):
            (root / f"{number}.md").write_bytes(before(number))
        assert vaultlint("--fix", "-q", cwd=root).returncode == 0
        process = subprocess.Popen([sys.executable, "-c", code, str(root)], env=CLEAN_ENV)
        while process.poll() is None and len(runs(root)) < 2:
            time.sleep(0.001)
        time.sleep(rng.random() * 0.2)
        process.kill()
        process.wait()
        found = states(root, 200)
        assert found.count("before") + found.count("after") == 200
        amid += 0 < found.count("after") < 200
        if "after" in found:
            undo(root)
        assert set(states(root, 200)) == {"before"}
        assert temps(root) == []
        if any((root / f"{n}.md").stat().st_nlink > 1 for n in range(200)):
            # killed when all was given back, before it cleaned up: the next run does
            assert vaultlint("--fix", "-q", cwd=root).returncode == 0
            assert set(states(root, 200)) == {"after"}
            assert all((root / f"{n}.md").stat().st_nlink == 1 for n in range(200))
    assert amid


def test_an_undo_killed_before_it_wrote_anything_down_is_none(tmp_path: Path) -> None:
    root = make_vault(tmp_path / "vault", 3)
    assert vaultlint("--fix", "-q", cwd=root).returncode == 0
    begun = root / FOLDER / ".99991231T235959.000000000"
    begun.mkdir()
    (begun / "journal.jsonl").touch()
    assert undo(root).restored == ["0.md", "1.md", "2.md"]
    assert not begun.exists()


def test_a_run_killed_before_it_wrote_a_note_is_none(tmp_path: Path) -> None:
    """An undo takes back the run before it, which changed something."""
    root = make_vault(tmp_path / "vault", 2)
    assert vaultlint("--fix", "-q", "0.md", cwd=root).returncode == 0
    killed = killed_run(root, "1.md")
    assert undo(root).restored == ["0.md"]
    assert not killed.exists()
    assert temps(root) == []


def test_a_second_name_that_a_kill_left_does_not_keep_a_note_from_being_fixed(
    tmp_path: Path,
) -> None:
    root = make_vault(tmp_path / "vault", 2)
    killed = killed_run(root, "1.md")
    os.link(root / "1.md", killed / "000000")
    assert (root / "1.md").stat().st_nlink == 2
    done = vaultlint("--fix", "-q", cwd=root)
    assert (done.returncode, done.stderr) == (0, "")
    assert (root / "1.md").read_bytes() == after(1)
    assert temps(root) == []


def killed_run(root: Path, note: str) -> Path:
    """A run that was killed between the temporary file and the backup."""
    folder = root / FOLDER / "99981231T235959.000000000"
    folder.mkdir(parents=True)
    temp = f".vaultlint-{dead_process()}-0123456789abcdef.tmp"
    (root / temp).write_bytes(b"half")
    (folder / "journal.jsonl").write_text(
        f'{{"undoes": ""}}\n{{"path": "{note}", "sha_before": "0", "sha_after": "1", '
        f'"temp": "{temp}", "backup": "000000"}}\n'
    )
    return folder


def dead_process() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_only_what_a_journal_names_and_no_process_owns_is_removed(tmp_path: Path) -> None:
    root = make_vault(tmp_path / "vault", 2)
    killed = killed_run(root, "1.md")
    mine = root / ".vaultlint-my own.tmp"
    stranger = root / f".vaultlint-{dead_process()}-fedcba9876543210.tmp"
    alive = root / f".vaultlint-{os.getpid()}-0123456789abcdef.tmp"
    for file in (mine, stranger, alive):
        file.write_bytes(b"keep")
    with (killed / "journal.jsonl").open("a") as journal:
        journal.write(
            f'{{"path": "0.md", "sha_before": "0", "sha_after": "1", "temp": "{alive.name}", "backup": "000001"}}\n'
        )
    done = vaultlint("--fix", cwd=root)
    assert done.returncode == 0
    assert sorted(f.name for f in root.glob(".vaultlint-*")) == sorted(
        f.name for f in (mine, stranger, alive)
    )
    told = [line for line in done.stderr.splitlines() if "looks like a file" in line]
    assert {stranger.name} <= {line.split(": ")[1] for line in told}
    assert mine.name not in done.stderr
