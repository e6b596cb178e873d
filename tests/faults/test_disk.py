"""What the disk does to a fixer: it is full, or it loses power between two writes."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.vault import after, before, make_vault, states, temps
from tests.test_cli import CLEAN_ENV, vaultlint
from vaultlint.disk.journal import FOLDER, runs
from vaultlint.disk.undo import undo
from vaultlint.disk.write import DiskFullError, write_fixes

NOTES, SIZE = 8, 20_000


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte."""
    folder = tmp_path / "small"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        pytest.skip("no file system can be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=False)


def fill(folder: Path, left: int) -> Path:
    """Leave no more than `left` bytes free."""
    filler = folder / "filler"
    descriptor = os.open(filler, os.O_WRONLY | os.O_CREAT)
    with contextlib.suppress(OSError):
        while os.write(descriptor, b"0" * 4096) == 4096:
            pass
    os.close(descriptor)
    os.truncate(filler, filler.stat().st_size // 4096 * 4096 - left)
    return filler


def test_a_full_disk_stops_the_run_and_every_note_is_whole(small: Path, faults: int) -> None:
    """At every level of free space, from none to enough."""
    stopped = 0
    for left in range(0, 260_000, 4_096 if faults >= 1000 else 24_576):
        root = make_vault(small / "vault", NOTES, lambda _: SIZE)
        changed = {f"{n}.md": (before(n, SIZE), after(n, SIZE)) for n in range(NOTES)}
        filler = fill(small, left)
        written: list[str] = []
        try:
            written += write_fixes(root, changed).written
        except DiskFullError as full:
            stopped += 1
            written += full.written
            assert len(written) < NOTES
        found = states(root, NOTES, lambda _: SIZE)
        assert [f"{n}.md" for n, state in enumerate(found) if state == "after"] == sorted(written)
        assert found.count("before") == NOTES - len(written)
        assert temps(root) == []
        filler.unlink()
        if written:
            assert undo(root).restored == written
        assert set(states(root, NOTES, lambda _: SIZE)) == {"before"}
        assert write_fixes(root, changed).written == sorted(changed)
        shutil.rmtree(root)
    assert stopped >= 5


def test_a_full_disk_is_told_and_ends_with_exit_code_3(small: Path, tmp_path: Path) -> None:
    root = make_vault(small / "vault", NOTES, lambda _: SIZE)
    filler = fill(small, 110_000)
    done = vaultlint("--fix", cwd=root, XDG_CACHE_HOME=str(tmp_path / "cache"))
    assert done.returncode == 3
    fixed = states(root, NOTES, lambda _: SIZE).count("after")
    assert 0 < fixed < NOTES
    said = f"vaultlint: the disk is full: {fixed} of {NOTES} notes fixed, the others as they were"
    assert said in done.stderr.splitlines()
    filler.unlink()
    assert vaultlint("undo", cwd=root).returncode == 0
    assert set(states(root, NOTES, lambda _: SIZE)) == {"before"}


def test_no_room_for_the_journal_is_no_fix(small: Path, tmp_path: Path) -> None:
    root = make_vault(small / "vault", NOTES, lambda _: SIZE)
    fill(small, 0)
    done = vaultlint("--fix", cwd=root, XDG_CACHE_HOME=str(tmp_path / "cache"))
    assert done.returncode == 3
    assert f"0 of {NOTES} notes fixed" in done.stderr
    assert set(states(root, NOTES, lambda _: SIZE)) == {"before"}
    assert runs(root) == ()


def test_an_undo_on_a_full_disk_goes_on_when_there_is_room(small: Path) -> None:
    root = make_vault(small / "vault", NOTES, lambda _: SIZE)
    assert vaultlint("--fix", "-q", "--no-cache", cwd=root).returncode == 0
    filler = fill(small, 0)
    done = vaultlint("undo", cwd=root)
    assert done.returncode in (0, 2)
    if done.returncode:
        assert "the disk is full" in done.stderr
    filler.unlink()
    if set(states(root, NOTES, lambda _: SIZE)) != {"before"}:
        assert vaultlint("undo", cwd=root).returncode == 0
    assert set(states(root, NOTES, lambda _: SIZE)) == {"before"}


PROGRAM = """
import sys
from pathlib import Path
from vaultlint.disk.write import write_fixes
from tests.faults.vault import after, before
print(write_fixes(Path(sys.argv[1]), {"Sub/1.md": (before(1), after(1))}).written)
"""
CALL = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)", re.DOTALL)


def traced(root: Path, tmp_path: Path) -> list[tuple[str, str]]:
    """System calls of a fix that write, each with the file that it is about."""
    trace = tmp_path / "trace"
    calls = "openat,write,fsync,link,linkat,rename,renameat,renameat2,unlink,unlinkat,close"
    command = ["strace", "-f", "-s", "400", "-e", f"trace={calls}", "-o", str(trace)]
    done = subprocess.run(
        [*command, sys.executable, "-c", PROGRAM, str(root)],
        env={**CLEAN_ENV, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True, check=False, text=True,
    )  # fmt: skip
    if "['Sub/1.md']" not in done.stdout:
        pytest.skip(f"nothing can be traced here: {done.stderr[:200]}")
    files: dict[str, str] = {}
    found = []
    for line in trace.read_text().splitlines():
        call = CALL.match(line)
        if call is None or call[3] == "-1":
            continue
        name, given, result = call.groups()
        quoted = re.findall(r'"([^"]*)"', given)
        if name == "openat":
            files[result] = quoted[0]
        elif name in ("write", "fsync", "close"):
            file = files.get(given.split(",")[0], "")
            if name != "close":
                found.append((name, file))
        elif "RENAME_EXCHANGE" in given:
            found.append(("exchange", quoted[0]))
        else:
            found.append((name.rstrip("2").removesuffix("at"), quoted[-1]))
    return found


def kind(call: tuple[str, str], root: Path) -> str:
    """A call, with the file called by what it is."""
    name, file = call
    if file.endswith("journal.jsonl"):
        return f"{name} journal"
    if re.search(r"\.vaultlint-\d+-", file):
        return f"{name} temp"
    if re.search(r"/\d{6}$", file):
        return f"{name} backup"
    if FOLDER in file and f".{FOLDER}" not in file:
        return f"{name} run"
    return f"{name} {file}" if file in ("1.md", "Sub") else ""


@pytest.mark.skipif(not shutil.which("strace"), reason="needs strace")
def test_the_order_in_which_things_reach_the_disk_as_the_system_sees_it(tmp_path: Path) -> None:
    """Whatever a loss of power keeps of it: with the new name there is the new text, and the
    journal, and what was before."""
    root = make_vault(tmp_path / "vault", 2)
    (root / "Sub").mkdir()
    (root / "1.md").rename(root / "Sub" / "1.md")
    calls = [k for k in (kind(call, root) for call in traced(root, tmp_path)) if k]
    swap = next(n for n, call in enumerate(calls) if call in ("exchange 1.md", "rename 1.md"))
    assert calls[swap - 7 : swap] == [
        "write journal", "fsync journal", "write temp", "fsync temp", "link backup", "fsync run",
        "rename temp",
    ]  # fmt: skip
    assert next(c for c in calls[swap + 1 :] if c != "unlink temp") == "fsync Sub"
    assert "write 1.md" not in calls
