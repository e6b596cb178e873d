"""Notes that are not written, each with its reason; the others are."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.vault import after, before, make_vault, states, temps
from tests.test_cli import CLEAN_ENV, vaultlint
from vaultlint.disk.journal import FOLDER, runs
from vaultlint.disk.lock import locked
from vaultlint.disk.undo import undo
from vaultlint.disk.write import write_fixes

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links and modes of POSIX")
root_only = pytest.mark.skipif(
    not hasattr(os, "getuid") or os.getuid() != 0, reason="only root may do that"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_vault(tmp_path / "vault", 2)


def refusals(root: Path, exit_code: int = 1) -> dict[str, str]:
    """What `--fix` says it did not fix; note 0 is."""
    done = vaultlint("--fix", cwd=root)
    assert done.returncode == exit_code, done.stderr
    assert (root / "0.md").read_bytes() == after(0)
    assert temps(root) == []
    told = (
        re.match(r"vaultlint: (.+): (\d+ notes? )?not fixed: (.+)", line)
        for line in done.stderr.splitlines()
    )
    return {t[1]: (t[2] or "") + t[3] for t in told if t}


def test_a_link_out_of_the_vault(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_bytes(before(7))
    (root / "out.md").symlink_to(outside)
    assert refusals(root, 0) == {}  # it is not even read
    assert outside.read_bytes() == before(7)
    outcome = write_fixes(root, {"out.md": (before(7), after(7))})
    assert outcome.refused == {"out.md": "a link that leads out of the vault"}
    assert outside.read_bytes() == before(7)


def test_a_folder_that_leads_out_of_the_vault(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "7.md").write_bytes(before(7))
    (root / "Sub").symlink_to(outside)
    outcome = write_fixes(root, {"Sub/7.md": (before(7), after(7))})
    assert outcome.refused == {"Sub/7.md": "a link that leads out of the vault"}
    assert [f.read_bytes() for f in outside.iterdir()] == [before(7)]


def test_links_inside_lead_to_one_note_that_is_fixed_once(root: Path) -> None:
    (root / "Sub").mkdir()
    (root / "1.md").rename(root / "Sub" / "note.md")
    (root / "a link.md").symlink_to("Sub/note.md")
    (root / "z link.md").symlink_to(root / "Sub" / "note.md")
    (root / "Other").symlink_to("Sub")
    assert refusals(root, 0) == {}
    assert (root / "Sub" / "note.md").read_bytes() == after(1)
    assert (root / "a link.md").readlink() == Path("Sub/note.md")
    assert (root / "z link.md").is_symlink()
    assert (root / "Other").is_symlink()
    entries = [entry.path for run in runs(root) for entry in run.entries()]
    assert sorted(entries) == ["0.md", "Sub/note.md"]
    undo(root)
    assert (root / "Sub" / "note.md").read_bytes() == before(1)
    assert (root / "a link.md").is_symlink()


def test_names_of_one_file_that_ask_for_different_things(root: Path) -> None:
    (root / "link.md").symlink_to("1.md")
    asked = {"link.md": (before(1), b"other"), "1.md": (before(1), after(1))}
    outcome = write_fixes(root, asked)
    assert outcome.written == ["1.md"]
    assert outcome.refused == {"link.md": "another name of this file was fixed already; run again"}
    assert (root / "1.md").read_bytes() == after(1)


def test_a_note_that_is_mounted_a_second_time(root: Path) -> None:
    """As where names differ in case only, and the system does not care: two paths, one file."""
    if os.getuid() != 0:
        pytest.skip("needs root")
    for folder in ("Sub", "SUB"):
        (root / folder).mkdir()
    (root / "1.md").rename(root / "Sub" / "note.md")
    mount = ["mount", "--bind", str(root / "Sub"), str(root / "SUB")]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        both = dict.fromkeys(("SUB/note.md", "Sub/note.md"), (before(1), after(1)))
        assert write_fixes(root, both).refused == {}
        assert len([e for run in runs(root) for e in run.entries()]) == 1
        assert (root / "Sub" / "note.md").read_bytes() == after(1)
    finally:
        subprocess.run(["umount", str(root / "SUB")], check=False)


def test_a_hard_link(root: Path, tmp_path: Path) -> None:
    os.link(root / "1.md", tmp_path / "other.md")
    assert refusals(root) == {"1.md": "2 names share this file (hard links)"}
    assert (root / "1.md").read_bytes() == before(1)
    assert (root / "1.md").stat().st_nlink == 2


def test_a_read_only_note_also_where_root_could_write(root: Path) -> None:
    (root / "1.md").chmod(0o444)
    assert refusals(root) == {"1.md": "is read-only"}
    assert (root / "1.md").read_bytes() == before(1)
    assert stat.S_IMODE((root / "1.md").stat().st_mode) == 0o444


def test_a_read_only_folder_in_one_line(root: Path) -> None:
    (root / "Kept").mkdir()
    for number in range(3, 6):
        (root / "Kept" / f"{number}.md").write_bytes(before(number))
    (root / "Kept").chmod(0o555)
    try:
        assert refusals(root) == {"Kept": "3 notes the folder is read-only"}
        assert sorted(f.name for f in (root / "Kept").iterdir()) == ["3.md", "4.md", "5.md"]
        assert all((root / "Kept" / f"{n}.md").read_bytes() == before(n) for n in range(3, 6))
    finally:
        (root / "Kept").chmod(0o755)


def test_a_vault_that_is_read_only_is_reported_and_left_as_it_is(root: Path) -> None:
    root.chmod(0o555)
    try:
        done = vaultlint("--fix", cwd=root)
    finally:
        root.chmod(0o755)
    assert done.returncode == 1
    assert "vaultlint: .: 2 notes not fixed: the folder is read-only" in done.stderr
    assert "SCH003" in done.stdout
    assert states(root, 2) == ["before", "before"]
    assert not (root / FOLDER).exists()


@root_only
def test_a_file_system_that_is_read_only(root: Path) -> None:
    for command in (["mount", "--bind"], ["mount", "-o", "remount,ro,bind"]):
        done = subprocess.run([*command, root, root], capture_output=True, check=False)
        if done.returncode:
            pytest.skip("nothing can be mounted here")
    try:
        done = vaultlint("--fix", cwd=root)
    finally:
        subprocess.run(["umount", root], check=False)
    assert done.returncode == 1
    assert "vaultlint: .: 2 notes not fixed: the folder is read-only" in done.stderr
    assert states(root, 2) == ["before", "before"]


def test_where_nothing_can_be_written_down_nothing_is_fixed(root: Path) -> None:
    (root / FOLDER).parent.mkdir(exist_ok=True)
    (root / FOLDER).write_text("a file")
    done = vaultlint("--fix", cwd=root)
    assert done.returncode == 1
    told = [line for line in done.stderr.splitlines() if "not fixed" in line]
    assert told == [
        "vaultlint: 2 notes not fixed: the run cannot be written down in `.vaultlint/undo`: file exists"
    ]
    assert states(root, 2) == ["before", "before"]


def test_what_is_no_regular_file(root: Path) -> None:
    os.mkfifo(root / "fifo.md")
    (root / "folder.md").mkdir()
    (root / "folder.md" / "1.md").write_bytes(before(1))
    assert refusals(root, 0) == {}
    assert stat.S_ISFIFO((root / "fifo.md").stat().st_mode)
    assert (root / "folder.md" / "1.md").read_bytes() == after(1)
    for name in ("fifo.md", "folder.md"):
        outcome = write_fixes(root, {name: (b"a", b"b")})
        assert outcome.refused == {name: "no regular file"}


@root_only
@pytest.mark.parametrize("flag", ["i", "a"])
def test_a_note_that_nobody_may_change(root: Path, flag: str) -> None:
    command = shutil.which("chattr")
    if not command or subprocess.run(
        [command, f"+{flag}", root / "1.md"], capture_output=True, check=False
    ).returncode:  # fmt: skip
        pytest.skip("no such flags here")
    try:
        assert set(refusals(root)) == {"1.md"}
        assert (root / "1.md").read_bytes() == before(1)
        assert (root / "1.md").stat().st_nlink == 1
    finally:
        subprocess.run([command, f"-{flag}", root / "1.md"], check=True)


@pytest.mark.parametrize(
    "name",
    [
        "1 (conflicted copy 2026-01-01).md", "1 (Ada's conflicted copy 2026-01-01).md",
        "1 (Conflicted Copy).md", "1.sync-conflict-20260101-120000-ABCDEFG.md",
    ],
)  # fmt: skip
def test_a_conflict_copy(root: Path, name: str) -> None:
    (root / "1.md").rename(root / name)
    assert refusals(root) == {name: "a conflict copy of a sync client is not touched"}
    assert (root / name).read_bytes() == before(1)


def test_a_name_of_255_bytes(root: Path) -> None:
    name = "é" * 126 + ".md"
    assert len(name.encode()) == 255
    (root / "1.md").rename(root / name)
    assert refusals(root, 0) == {}
    assert (root / name).read_bytes() == after(1)
    undo(root)
    assert (root / name).read_bytes() == before(1)


def test_a_second_fixer_goes_away_with_exit_code_2(root: Path, tmp_path: Path) -> None:
    with locked(root):
        for state in ("state", "state of somebody else"):
            done = vaultlint("--fix", cwd=root, XDG_STATE_HOME=str(tmp_path / state))
            assert done.returncode == 2
            assert "another fix run is at work in this vault" in done.stderr
            done = vaultlint("undo", cwd=root)
            assert done.returncode in (0, 2)
        assert states(root, 2) == ["before", "before"]
        assert vaultlint(cwd=root).returncode == 1  # a check needs no lock
    assert vaultlint("--fix", cwd=root).returncode == 0


def test_a_home_that_cannot_be_written_to_keeps_no_note_from_being_fixed(root: Path) -> None:
    done = vaultlint("--fix", cwd=root, XDG_STATE_HOME="/dev/null", HOME="/dev/null")
    assert done.returncode == 0, done.stderr
    assert states(root, 2) == ["after", "after"]


def test_a_note_with_nothing_to_fix_is_not_touched(root: Path) -> None:
    (root / "1.md").write_bytes(after(1))
    os.utime(root / "1.md", ns=(1, 1))
    was = (root / "1.md").stat()
    refusals(root, 0)
    now = (root / "1.md").stat()
    assert (now.st_ino, now.st_mtime_ns, now.st_ctime_ns) == (was.st_ino, 1, was.st_ctime_ns)
    assert write_fixes(root, {"1.md": (after(1), after(1))}).written == []
    assert (root / "1.md").stat().st_ctime_ns == was.st_ctime_ns


def test_mode_and_attributes_go_over_to_the_new_file_and_its_time_is_now(root: Path) -> None:
    note = root / "1.md"
    note.chmod(0o640)
    os.utime(note, (1, 1))
    named = {}
    if hasattr(os, "setxattr"):
        try:
            os.setxattr(note, "user.colour", b"red")
            named = {"user.colour": b"red"}
        except OSError:
            pass
    refusals(root, 0)
    assert stat.S_IMODE(note.stat().st_mode) == 0o640
    assert note.stat().st_mtime > 1_000_000
    assert {name: os.getxattr(note, name) for name in named} == named


@pytest.fixture
def shared(root: Path) -> Iterator[Path]:
    """A vault that all users can get at."""
    folder = Path(tempfile.mkdtemp())
    vault = folder / "vault"
    shutil.move(root, vault)
    for file in (folder, vault, vault / ".vaultlint"):
        file.chmod(0o777)
    yield vault
    shutil.rmtree(folder)


NOBODY = 65534


@root_only
@pytest.mark.parametrize(
    ("group", "mode", "then"),
    [(NOBODY, 0o664, 0o664), (0, 0o666, 0o666), (0, 0o646, 0o646), (0, 0o676, 0o666)],
    ids=["in the group", "others may write", "as others", "the new group no more than others"],
)
def test_somebody_elses_note(shared: Path, group: int, mode: int, then: int) -> None:
    """The owner cannot be kept. Nobody may do with the note what he might not before."""
    note = shared / "1.md"
    os.chown(note, 0, group)
    note.chmod(mode)
    pair = (before(1), after(1))
    program = f"""
import fcntl, os, sys
sys.path[:0] = {sys.path!r}
from pathlib import Path
import platformdirs.unix
from vaultlint.disk.write import write_fixes
os.setgroups([]); os.setgid({NOBODY}); os.setuid({NOBODY})
print(write_fixes(Path({str(shared)!r}), {{"1.md": {pair!r}}}))
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**CLEAN_ENV, "XDG_STATE_HOME": str(shared.parent / "state")},
        capture_output=True, check=False, text=True,
    )  # fmt: skip
    assert note.read_bytes() == after(1), done
    status = note.stat()
    assert (status.st_uid, status.st_gid) == (NOBODY, NOBODY)
    assert stat.S_IMODE(status.st_mode) == then
