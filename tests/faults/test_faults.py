"""Faults that really happen to a fixer: it is killed, the disk is full, others write too."""

from __future__ import annotations

import contextlib
import os
import random
import subprocess
import threading
import time
from pathlib import Path

import pytest

from tests.faults.vault import after, before, make_vault, start, states, temps
from tests.test_cli import vaultlint
from vaultlint.disk.write import DiskFullError, write_fixes

NOTES = 500


def test_a_writer_at_the_same_time_keeps_its_edit(tmp_path: Path) -> None:
    root = make_vault(tmp_path / "vault", 200)
    stop = threading.Event()
    mine: dict[int, bytes] = {}

    def write() -> None:
        rng = random.Random(3)
        while not stop.is_set():
            number = rng.randrange(200)
            text = before(number) + f"edit {len(mine)}\n".encode()
            temp = root / f".edit-{number}"
            temp.write_bytes(text)
            temp.replace(root / f"{number}.md")
            mine[number] = text
            time.sleep(0.0005)

    writer = threading.Thread(target=write)
    writer.start()
    for _ in range(3):
        vaultlint("--fix", "-q", cwd=root)
    stop.set()
    writer.join()
    for number, text in mine.items():
        now = (root / f"{number}.md").read_bytes()
        fixed = text.replace(f'"{number}"'.encode(), str(number).encode())
        assert now in (text, fixed), number


def test_two_fixers_at_once(tmp_path: Path) -> None:
    root = make_vault(tmp_path / "vault", NOTES)
    both = [start(root), start(root)]
    errors = b"".join(p.communicate()[1] for p in both)
    codes = sorted(p.returncode for p in both)
    assert codes[0] == 0
    assert codes[1] in (0, 2)
    if codes[1] == 2:
        assert b"another fix run is at work" in errors
    assert set(states(root, NOTES)) == {"after"}


def test_notes_that_go_away_under_way(tmp_path: Path) -> None:
    root = make_vault(tmp_path / "vault", 3)
    changed = {f"{n}.md": (before(n), after(n)) for n in range(3)}
    (root / "0.md").unlink()
    (root / "1.md").rename(root / "moved.md")
    outcome = write_fixes(root, changed)
    assert outcome.written == ["2.md"]
    assert set(outcome.refused) == {"0.md", "1.md"}
    assert not (root / "0.md").exists()
    assert not (root / "1.md").exists()
    assert (root / "moved.md").read_bytes() == before(1)
    assert temps(root) == []


def test_a_note_changed_since_it_was_read_keeps_its_bytes(tmp_path: Path) -> None:
    root = make_vault(tmp_path / "vault", 2)
    (root / "0.md").write_bytes(b"mine")
    outcome = write_fixes(root, {"0.md": (before(0), after(0))})
    assert outcome.refused == {"0.md": "changed while it was being fixed; run again"}
    assert (root / "0.md").read_bytes() == b"mine"


@pytest.mark.skipif(os.name == "nt", reason="hard links, modes and symlinks of POSIX")
def test_what_is_refused(tmp_path: Path) -> None:
    root = make_vault(tmp_path / "vault", 5)
    os.link(root / "0.md", root / "other.md")
    (root / "1.md").chmod(0o444)
    outside = tmp_path / "outside.md"
    outside.write_bytes(before(2))
    (root / "2.md").unlink()
    (root / "2.md").symlink_to(outside)
    (root / "3.md").rename(root / "3 (conflicted copy 2026).md")
    changed = {
        name: (before(n), after(n))
        for n, name in enumerate(["0.md", "1.md", "2.md", "3 (conflicted copy 2026).md"])
    }
    outcome = write_fixes(root, changed)
    assert outcome.written == []
    assert outcome.refused["0.md"] == "2 names share this file (hard links)"
    assert outcome.refused["1.md"] == "is read-only"
    assert outcome.refused["2.md"] == "a link that leads out of the vault"
    assert "conflict copy" in outcome.refused["3 (conflicted copy 2026).md"]
    assert outside.read_bytes() == before(2)


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_mode_and_a_link_inside_survive(tmp_path: Path) -> None:
    root = make_vault(tmp_path / "vault", 2)
    (root / "0.md").chmod(0o640)
    (root / "link.md").symlink_to("1.md")
    outcome = write_fixes(root, {"0.md": (before(0), after(0)), "link.md": (before(1), after(1))})
    assert outcome.written == ["0.md", "link.md"]
    assert (root / "0.md").stat().st_mode & 0o777 == 0o640
    assert (root / "link.md").is_symlink()
    assert (root / "1.md").read_bytes() == after(1)


def test_a_full_disk_stops_the_run_and_every_note_is_whole(
    tmp_path: Path,
) -> None:
    small = _tiny_filesystem(tmp_path)
    if small is None:
        pytest.skip("no tiny file system can be mounted here")
    root = small / "vault"
    root.mkdir()
    text = b"x" * 60_000
    changed = {}
    for number in range(8):
        (root / f"{number}.md").write_bytes(text)
        changed[f"{number}.md"] = (text, b"y" * 60_001)
    filler = small / "filler"
    descriptor = os.open(filler, os.O_WRONLY | os.O_CREAT)
    with contextlib.suppress(OSError):
        while True:
            os.write(descriptor, b"0" * 4096)
    os.close(descriptor)
    os.truncate(filler, max(filler.stat().st_size - 250_000, 0))
    try:
        with pytest.raises(DiskFullError) as full:
            write_fixes(root, changed)
        for number in range(8):
            now = (root / f"{number}.md").read_bytes()
            assert now in changed[f"{number}.md"]
            assert (now == changed[f"{number}.md"][1]) == (f"{number}.md" in full.value.written)
        assert temps(root) == []
    finally:
        subprocess.run(["umount", str(small)], check=False)


def _tiny_filesystem(tmp_path: Path) -> Path | None:
    small = tmp_path / "small"
    small.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(small)]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except OSError:
        return None
    return small if done.returncode == 0 else None
