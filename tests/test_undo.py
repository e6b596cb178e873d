"""The last run taken back: what is restored, what is left alone, and what is refused."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.test_cli import CLEAN_ENV, make, vaultlint
from vaultlint.disk import journal
from vaultlint.disk.journal import FOLDER, BadJournalError, runs
from vaultlint.disk.lock import LockedError, locked
from vaultlint.disk.undo import TrackedJournalError, undo
from vaultlint.disk.write import write_fixes

OLD, NEW = b"---\r\na: 1\r\n---\r\nold\xc3\xa9\n\n", b"---\r\na: 2\r\n---\r\nnew\xc3\xa9\n\n"
posix = pytest.mark.skipif(os.name == "nt", reason="inodes and modes of POSIX")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return make(tmp_path / "vault", {"A.md": OLD, "Sub/B.md": OLD, "C.md": b"not touched"})


def fix(root: Path, *names: str, before: bytes = OLD, after: bytes = NEW) -> None:
    outcome = write_fixes(root, dict.fromkeys(names, (before, after)))
    assert outcome.written == sorted(names)


def held(root: Path) -> dict[str, bytes]:
    files = (f for f in root.rglob("*") if f.is_file() and FOLDER not in f.as_posix())
    return {f.relative_to(root).as_posix(): f.read_bytes() for f in files}


@posix
def test_the_note_is_the_same_file_again_with_its_bytes_and_attributes(root: Path) -> None:
    note = root / "A.md"
    note.chmod(0o640)
    attributes = hasattr(os, "setxattr") and _set_attribute(note)
    first, whole = note.stat(), held(root)
    fix(root, "A.md", "Sub/B.md")
    assert note.stat().st_ino != first.st_ino
    begun = time.time()
    assert undo(root).restored == ["A.md", "Sub/B.md"]
    assert held(root) == whole
    now = note.stat()
    assert (now.st_ino, now.st_mode, now.st_nlink) == (first.st_ino, first.st_mode, 1)
    assert now.st_mtime >= begun - 1  # what watches the vault must hear of it
    if attributes:
        assert os.getxattr(note, "user.vaultlint") == b"mine"


def _set_attribute(note: Path) -> bool:
    try:
        os.setxattr(note, "user.vaultlint", b"mine")
    except OSError:
        return False
    return True


@posix
def test_an_undo_is_undone_and_that_too(root: Path) -> None:
    fix(root, "A.md", "Sub/B.md")
    fixed = (root / "A.md").stat().st_ino
    for expected in (OLD, NEW, OLD, NEW):
        assert undo(root).restored == ["A.md", "Sub/B.md"]
        assert (root / "A.md").read_bytes() == (root / "Sub/B.md").read_bytes() == expected
        assert len(runs(root)) == 1
    assert (root / "A.md").stat().st_ino == fixed
    # and none of it counts as hard-linked: it can be fixed again
    fix(root, "A.md", before=NEW, after=OLD)


@posix
def test_a_mode_that_was_changed_since_the_fix_stays(root: Path) -> None:
    fix(root, "A.md")
    (root / "A.md").chmod(0o600)
    undo(root)
    assert (root / "A.md").read_bytes() == OLD
    assert (root / "A.md").stat().st_mode & 0o777 == 0o600


@posix
def test_a_backup_with_another_name_elsewhere_is_copied(root: Path, tmp_path: Path) -> None:
    """Else the note would have two names, and not be fixed any more."""
    fix(root, "A.md")
    (backup,) = runs(root)[0].folder.glob("0*")
    os.link(backup, tmp_path / "snapshot")
    assert undo(root).restored == ["A.md"]
    assert (root / "A.md").read_bytes() == OLD
    assert (root / "A.md").stat().st_nlink == 1


def test_a_note_edited_since_is_left_alone_and_named(root: Path) -> None:
    fix(root, "A.md", "Sub/B.md")
    (root / "A.md").write_bytes(b"mine")
    done = vaultlint("undo", cwd=root)
    assert done.returncode == 1
    assert done.stdout == "restored Sub/B.md\n"
    (line,) = done.stderr.splitlines()
    assert line.startswith("vaultlint: A.md: left alone: edited since; its old text is in ")
    assert Path(line.rpartition(" in ")[2]).read_bytes() == OLD
    assert (root / "A.md").read_bytes() == b"mine"
    assert (root / "Sub/B.md").read_bytes() == OLD


def test_a_note_that_is_gone_is_not_brought_back(root: Path) -> None:
    fix(root, "A.md")
    (root / "A.md").unlink()
    done = undo(root)
    assert done.left["A.md"].startswith("it is gone; its old text is in ")
    assert not (root / "A.md").exists()


def test_what_was_written_late_to_the_old_file_is_named(root: Path) -> None:
    fix(root, "A.md")
    (backup,) = runs(root)[0].folder.glob("0*")
    backup.write_bytes(b"an editor that had the file open")
    done = undo(root)
    assert str(backup) in done.left["A.md"]
    assert (root / "A.md").read_bytes() == NEW
    assert backup.read_bytes() == b"an editor that had the file open"


def test_runs_are_taken_back_one_by_one_the_newest_first(root: Path) -> None:
    for number in range(4):
        fix(root, "A.md", before=b"%d" % number if number else OLD, after=b"%d" % (number + 1))
    assert (root / "A.md").read_bytes() == b"4"
    undo(root)
    assert (root / "A.md").read_bytes() == b"3"


@pytest.mark.skipif(sys.platform != "linux", reason="names are text elsewhere")
def test_a_name_that_is_no_text(root: Path) -> None:
    name = os.fsdecode(b"caf\xe9 \xff.md")
    make(root, {name: OLD})
    fix(root, name)
    assert (root / name).read_bytes() == NEW
    done = vaultlint("undo", cwd=root)
    assert done.returncode == 0
    assert (root / name).read_bytes() == OLD


def test_nothing_to_undo(root: Path) -> None:
    done = vaultlint("undo", cwd=root)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "nothing to undo\n")


@posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_undo_that_is_interrupted_finishes_its_note_and_goes_on_later(
    root: Path, number: signal.Signals
) -> None:
    names = [f"{n}.md" for n in range(300)]
    make(root, dict.fromkeys(names, OLD))
    fix(root, *names)
    process = subprocess.Popen(
        [sys.executable, "-m", "vaultlint", "undo", "--vault", str(root)],
        env=CLEAN_ENV, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    while process.poll() is None and (root / "0.md").read_bytes() == NEW:
        time.sleep(0.001)
    process.send_signal(number)
    told = process.communicate()[1]
    assert process.returncode == 130, told
    texts = [(root / name).read_bytes() for name in names]
    assert 0 < texts.count(OLD) < 300 == texts.count(OLD) + texts.count(NEW)
    assert set(undo(root).restored) == {n for n, t in zip(names, texts, strict=True) if t == NEW}
    assert all((root / name).read_bytes() == OLD for name in names)


@pytest.mark.parametrize("path", ["../precious", "/etc/hosts", "Sub/../../precious", "", "a//b"])
def test_a_journal_that_climbs_out_is_refused(root: Path, tmp_path: Path, path: str) -> None:
    outside = tmp_path / "precious"
    outside.write_bytes(b"mine")
    fix(root, "A.md")
    _forge(root, path=path)
    done = vaultlint("undo", cwd=root)
    assert done.returncode == 2
    assert f"`{path}` is no path in the vault" in done.stderr
    assert outside.read_bytes() == b"mine"
    assert (root / "A.md").read_bytes() == NEW
    # and fixing goes on
    assert write_fixes(root, {"A.md": (NEW, OLD)}).written == ["A.md"]


@pytest.mark.parametrize("name", ["../../../A.md", "/etc/hosts", "..", ""])
@pytest.mark.parametrize("which", ["temp", "backup"])
def test_a_journal_with_names_elsewhere_is_refused(root: Path, which: str, name: str) -> None:
    fix(root, "A.md")
    _forge(root, **{which: name})
    with pytest.raises(BadJournalError):
        undo(root)


def _forge(root: Path, **changed: str) -> None:
    (run,) = runs(root)
    (entry,) = run.entries()
    line = {k: str(getattr(entry, k)) for k in entry.__slots__} | changed
    with run.journal.open("a") as file:
        file.write(json.dumps(line) + "\n")


@posix
def test_a_backup_that_is_a_link_is_not_followed(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "secret"
    outside.write_bytes(OLD)
    fix(root, "A.md")
    (backup,) = runs(root)[0].folder.glob("0*")
    backup.unlink()
    backup.symlink_to(outside)
    assert undo(root).restored == []
    assert (root / "A.md").read_bytes() == NEW


def _git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=root, env=CLEAN_ENV, check=True, capture_output=True)


def test_a_journal_that_git_tracks_is_refused(root: Path) -> None:
    fix(root, "A.md")
    _git(root, "init", "-q")
    assert b".vaultlint" not in subprocess.run(
        ["git", "status", "--porcelain"], cwd=root, env=CLEAN_ENV, check=True, capture_output=True
    ).stdout  # fmt: skip
    _git(root, "add", "-f", FOLDER)
    with pytest.raises(TrackedJournalError):
        undo(root)
    done = vaultlint("undo", cwd=root)
    assert done.returncode == 2
    assert "git rm -r --cached .vaultlint/undo" in done.stderr
    assert (root / "A.md").read_bytes() == NEW
    _git(root, "rm", "-q", "-r", "--cached", FOLDER)
    assert undo(root).restored == ["A.md"]


@posix
@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="needs root")
def test_a_tracked_journal_is_refused_in_somebody_elses_repository_too(root: Path) -> None:
    fix(root, "A.md")
    _git(root, "init", "-q")
    _git(root, "add", "-f", FOLDER)
    for file in (root, root / ".git"):
        os.chown(file, 12345, 12345)
    with pytest.raises(TrackedJournalError):
        undo(root)


@pytest.mark.parametrize(
    "clock",
    [lambda n: 0.0, lambda n: 2e9 - 1e8 * n, lambda n: 4102444800.0 if n == 0 else 1.7e9],
    ids=["1970", "backwards", "2100 once"],
)
def test_the_last_run_is_the_last_whatever_the_clock_says(
    root: Path, monkeypatch: pytest.MonkeyPatch, clock: Callable[[int], float]
) -> None:
    names: list[str] = []
    for number in range(30):
        now = clock(number)
        monkeypatch.setattr(journal.time, "gmtime", lambda now=now: time.localtime(now))
        monkeypatch.setattr(journal.time, "time_ns", lambda now=now: int(now * 1e9))
        before = (root / "A.md").read_bytes()
        write_fixes(root, {"A.md": (before, b"%d" % number)})
        names.append(runs(root)[0].name)
    assert names == sorted(set(names))
    assert max(map(len, names)) < 60
    assert len(runs(root)) == journal.KEPT_RUNS
    for number in range(28, 20, -1):
        run = runs(root)[0]
        assert undo(root).restored == ["A.md"]
        assert (root / "A.md").read_bytes() == b"%d" % number
        runs(root)[0].remove()  # the undo itself, so that the next one goes further back
        assert run.name not in {r.name for r in runs(root)}


def test_ten_runs_are_kept(root: Path) -> None:
    for number in range(13):
        old = (root / "A.md").read_bytes()
        fix(root, "A.md", before=old, after=old + f"{number}\n".encode())
    assert len(runs(root)) == journal.KEPT_RUNS == 10


def test_a_hundred_megabytes_are_kept_and_the_newest_run_in_any_case(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert journal.KEPT_BYTES == 100 * 1024 * 1024
    monkeypatch.setattr(journal, "KEPT_BYTES", 5_000)
    for number in range(6):
        old = (root / "A.md").read_bytes()
        fix(root, "A.md", before=old, after=b"x" * 1_500 + b"%d" % number)
    assert 1 < len(runs(root)) < 6
    fix(root, "A.md", before=b"x" * 1_500 + b"5", after=b"y" * 9_000)
    fix(root, "A.md", before=b"y" * 9_000, after=b"z")
    assert len(runs(root)) == 1
    assert undo(root).restored == ["A.md"]
    assert (root / "A.md").read_bytes() == b"y" * 9_000


def test_a_large_run_that_is_taken_back_in_part_is_not_dropped(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The undo is the newest run; what the other one keeps of edited notes must stay."""
    monkeypatch.setattr(journal, "KEPT_BYTES", 10)
    fix(root, "A.md", "Sub/B.md")
    (root / "A.md").write_bytes(b"mine")
    done = undo(root)
    assert done.restored == ["Sub/B.md"]
    assert Path(done.left["A.md"].rpartition(" in ")[2]).read_bytes() == OLD


def test_a_line_that_was_cut_short_takes_no_other_with_it(root: Path) -> None:
    fix(root, "A.md")
    (run,) = runs(root)
    text = run.journal.read_text()
    run.journal.write_text('{"undoes": ""}\n{"path": "Sub/B.md", "sha_be' + text)
    assert undo(root).restored == ["A.md"]


def test_a_journal_that_cannot_be_read_is_kept(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fix(root, "A.md")

    def failing(*given: object, **named: object) -> bytes:
        raise OSError(5, "input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(journal, "read_bytes", failing)
        with pytest.raises(OSError, match="input/output"):
            undo(root)
    assert undo(root).restored == ["A.md"]


@posix
def test_no_history_is_kept_outside_of_the_vault(root: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (root / ".vaultlint").symlink_to(elsewhere)
    outcome = write_fixes(root, {"A.md": (OLD, NEW)})
    assert outcome.refused["A.md"].startswith("the run cannot be written down in `.vaultlint/undo`")
    assert (root / "A.md").read_bytes() == OLD
    assert list(elsewhere.iterdir()) == []


def test_names_of_other_scripts_and_emoji(root: Path) -> None:
    names = ("日记/2026年.md", "👩\u200d👧 家.md", "e\u0301te\u0301.md", "\u202egro.md")
    make(root, dict.fromkeys(names, OLD))
    fix(root, *names)
    assert sorted(undo(root).restored) == sorted(names)
    assert all((root / name).read_bytes() == OLD for name in names)
    fix(root, *names)
    done = vaultlint("undo", cwd=root, XDG_STATE_HOME=str(root.parent / "state"))
    assert (done.returncode, done.stderr) == (0, "")
    assert "restored 日记/2026年.md" in done.stdout
    assert "restored \\u{202e}gro.md" in done.stdout


def test_two_undos_at_once(root: Path) -> None:
    fix(root, "A.md")
    with locked(root), pytest.raises(LockedError):
        undo(root)
    assert (root / "A.md").read_bytes() == NEW
    assert undo(root).restored == ["A.md"]


def test_a_note_that_was_renamed_since_is_left_where_it_is(root: Path) -> None:
    fix(root, "A.md", "Sub/B.md")
    (root / "A.md").rename(root / "Renamed.md")
    done = undo(root)
    assert done.restored == ["Sub/B.md"]
    assert "it is gone" in done.left["A.md"]
    assert held(root) == {"Renamed.md": NEW, "Sub/B.md": OLD, "C.md": b"not touched"}
