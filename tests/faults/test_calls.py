"""Whichever system call fails, and however: a note is as it was, or as it should be."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.calls import CALLS, ERRORS, KILL, SHORT, Faults, faults
from vaultlint.disk.journal import FOLDER, runs
from vaultlint.disk.undo import undo
from vaultlint.disk.write import DiskFullError, write_fixes

BEFORE = b"---\r\ntitle: [[Ada]]\r\n---\r\n" + b"text " * 400
AFTER = b'---\r\ntitle: "[[Ada]]"\r\n---\r\n' + b"text " * 400
NOTES = ("Plain.md", "Sub/Private.md", "linked.md")

pytestmark = pytest.mark.skipif(os.name == "nt", reason="calls of POSIX")


MEMORY = Path("/dev/shm")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder in memory, if there is one: thousands of runs wait for the disk otherwise."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    if not os.access(MEMORY, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        yield Path(folder)


def make(root: Path) -> dict[str, tuple[bytes, bytes]]:
    """Three shapes of notes: a plain one, one with a mode of its own, one behind a link."""
    shutil.rmtree(root, ignore_errors=True)
    (root / "Sub").mkdir(parents=True)
    for name in ("Plain.md", "Sub/Private.md", "Sub/Target.md"):
        (root / name).write_bytes(BEFORE)
    (root / "Sub/Private.md").chmod(0o600)
    (root / "linked.md").symlink_to("Sub/Target.md")
    return dict.fromkeys(NOTES, (BEFORE, AFTER))


def whole(root: Path) -> set[str]:
    """The notes that are mended; each is that, or as it was."""
    held = {name: (root / name).read_bytes() for name in NOTES}
    assert set(held.values()) <= {BEFORE, AFTER}
    assert (root / "linked.md").is_symlink()
    assert (root / "Sub/Private.md").stat().st_mode & 0o777 == 0o600
    return {name for name, data in held.items() if data == AFTER}


def write(root: Path, found: Faults, changed: dict[str, tuple[bytes, bytes]]) -> list[str] | None:
    """The notes that are said to be written; None where the run said that it cannot."""
    found.on = True
    try:
        return write_fixes(root, changed).written
    except DiskFullError as full:
        return list(full.written)
    except OSError:
        return None
    finally:
        found.on = False


def calls_of_a_run(root: Path, patch: pytest.MonkeyPatch) -> int:
    with faults(patch) as found:
        assert write(root, found, make(root)) == sorted(NOTES)
    assert {"open", "write", "fsync", "link", "replace", "mkdir"} <= set(found.made) <= set(CALLS)
    return len(found.made)


@pytest.mark.parametrize(
    "error", [*ERRORS, SHORT], ids=[*map(errno.errorcode.get, ERRORS), "short"]
)
def test_any_call_of_a_fix_may_fail(
    home: Path, monkeypatch: pytest.MonkeyPatch, error: int
) -> None:
    root = home / "vault"
    for at in range(1, calls_of_a_run(root, monkeypatch) + 1):
        changed = make(root)
        with faults(monkeypatch) as found:
            found.at, found.error = at, error
            said = write(root, found, changed)
        mended = whole(root)
        assert mended >= set(said or ()), (at, found.made[at - 1])
        if mended:
            undo(root)
            assert whole(root) == set(), (at, found.made[at - 1])
        again = write_fixes(root, changed)
        assert (again.refused, again.written) == ({}, sorted(NOTES)), (at, found.made[at - 1])
        assert not list(root.rglob(".vaultlint-*.tmp"))


@pytest.mark.parametrize(
    "error", [*ERRORS, SHORT], ids=[*map(errno.errorcode.get, ERRORS), "short"]
)
def test_any_call_of_an_undo_may_fail(
    home: Path, monkeypatch: pytest.MonkeyPatch, error: int
) -> None:
    root = home / "vault"
    at = 0
    while True:
        at += 1
        write_fixes(root, make(root))
        with faults(monkeypatch) as found, contextlib.suppress(OSError, DiskFullError):
            found.at, found.error = at, error
            found.on = True
            try:
                undo(root)
            finally:
                found.on = False
        if not found.hit:
            break
        if whole(root):
            undo(root)
        assert whole(root) == set(), (at, found.made[at - 1])
        assert not list(root.rglob(".vaultlint-*.tmp"))
    assert at > 20


def killed(root: Path, patch: pytest.MonkeyPatch, at: int) -> bool:
    """Whether an undo in another process came to its call number `at`, and was killed there."""
    child = os.fork()
    if child == 0:
        with faults(patch) as found:
            found.at, found.error, found.on = at, KILL, True
            undo(root)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def test_an_undo_may_be_killed_at_any_call(
    home: Path, monkeypatch: pytest.MonkeyPatch, faults: int
) -> None:
    """Every note is whole then, and the next undo goes on. Of the calls every seventh, all of them
    in a full run."""
    root = home / "vault"
    at, part = 1, set()
    step = 1 if faults >= 1_000 else 7
    write_fixes(root, make(root))
    while killed(root, monkeypatch, at):
        left = whole(root)
        part.add(len(left))
        if left:
            done = undo(root)
            assert (len(done.restored), done.left) == (len(left), {}), at
        assert whole(root) == set(), at
        assert write_fixes(root, dict.fromkeys(NOTES, (BEFORE, AFTER))).refused == {}, at
        assert not list(root.rglob(".vaultlint-*.tmp")), at
        write_fixes(root, make(root))
        at += step
    assert whole(root) == set()
    assert at > 100
    assert part == {0, 1, 2, 3}


def test_the_order_in_which_things_reach_the_disk(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = home / "vault"
    changed = {"Plain.md": make(root)["Plain.md"]}
    with faults(monkeypatch) as found:
        write(root, found, changed)
    kept = [c for c in found.made if c in ("write", "fsync", "link", "replace", "exchange")]
    at = kept.index("replace")
    # journal, new text, old text's second name and its folder are on disk before the swap
    assert kept[:at][-6:] == ["write", "fsync", "write", "fsync", "link", "fsync"]
    assert [c for c in kept[at + 1 :] if c != "exchange"][:1] == ["fsync"]
    assert runs(root)
    assert (root / FOLDER / ".gitignore").read_text() == "*\n"
