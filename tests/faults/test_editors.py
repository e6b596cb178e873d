"""Editors, sync clients and people who change notes while they are fixed: no edit is lost.

`--seconds 60` lets editors and fixer race for a minute each; `-rP` shows the figures.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.editing import FAULT, MENDED
from tests.faults.vault import after, before, make_vault, start, states, temps
from tests.test_cli import CLEAN_ENV
from vaultlint.disk import journal, read, write
from vaultlint.disk.journal import FOLDER, runs
from vaultlint.disk.place import Place
from vaultlint.disk.read import UnreadableError, read_bytes
from vaultlint.disk.settle import settle
from vaultlint.disk.swap import CHANGED, Swap
from vaultlint.disk.undo import undo
from vaultlint.disk.write import write_fixes

pytestmark = pytest.mark.skipif(os.name == "nt", reason="files and signals of POSIX")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return make_vault(tmp_path / "vault", 2)


def at(patch: pytest.MonkeyPatch, step: str, then: Callable[[], object]) -> None:
    """Have something happen directly after a step of writing note 1. After the last look is when
    the note is to be swapped at once."""
    if step == "the last look":
        swapping = Place.exchange

        def exchange(place: Place, one: str, other: str) -> bool:
            if one == "1.md":
                patch.setattr(Place, "exchange", swapping)
                then()
            return swapping(place, one, other)

        patch.setattr(Place, "exchange", exchange)
        return
    real = getattr(Swap, step)

    def stepped(swap: Swap, *given: object) -> None:
        real(swap, *given)
        if swap.name == "1.md" and swap.temp != "":
            patch.setattr(Swap, step, real)
            then()

    patch.setattr(Swap, step, stepped)


def fix(root: Path) -> dict[str, str]:
    """Fix both notes; why note 1 was not. Note 0 is, whatever happens to the other."""
    outcome = write_fixes(root, {f"{n}.md": (before(n), after(n)) for n in range(2)})
    assert (root / "0.md").read_bytes() == after(0)
    assert temps(root) == []
    return outcome.refused


STEPS = ("prepare", "keep", "compare", "the last look")


@pytest.mark.parametrize("step", STEPS)
def test_a_note_that_is_written_to_meanwhile(
    root: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    note = root / "1.md"
    editor = os.open(note, os.O_WRONLY)

    def save() -> None:
        os.ftruncate(editor, 0)
        os.pwrite(editor, b"mine", 0)

    at(monkeypatch, step, save)
    assert fix(root) == {"1.md": CHANGED}
    assert note.read_bytes() == b"mine"
    os.pwrite(editor, b"more", 4)  # the editor has the file open still, and it is the note
    os.close(editor)
    assert note.read_bytes() == b"minemore"
    assert note.stat().st_nlink == 1
    assert undo(root).restored == ["0.md"]
    assert note.read_bytes() == b"minemore"


@pytest.mark.parametrize("step", STEPS)
def test_a_note_in_whose_place_another_is_put(
    root: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    new = root / ".new"
    new.write_bytes(b"mine")
    at(monkeypatch, step, lambda: new.replace(root / "1.md"))
    assert fix(root) == {"1.md": CHANGED}
    assert (root / "1.md").read_bytes() == b"mine"
    assert (root / "1.md").stat().st_nlink == 1
    assert undo(root).left == {}


@pytest.mark.parametrize("step", STEPS)
def test_a_note_that_is_deleted_is_not_born_again(
    root: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    at(monkeypatch, step, (root / "1.md").unlink)
    (why,) = fix(root).values()
    assert why in (CHANGED, "is gone since it was read")
    assert not (root / "1.md").exists()


@pytest.mark.parametrize("step", STEPS)
def test_a_note_that_is_renamed_keeps_its_text_under_its_new_name(
    root: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    at(monkeypatch, step, lambda: (root / "1.md").rename(root / "new name.md"))
    assert set(fix(root)) == {"1.md"}
    assert not (root / "1.md").exists()
    assert (root / "new name.md").read_bytes() == before(1)
    assert (root / "new name.md").stat().st_nlink == 1


@pytest.mark.parametrize("step", STEPS)
def test_a_note_that_becomes_a_folder_or_a_link(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    outside = tmp_path / "outside.md"
    outside.write_bytes(before(1))

    def swap_for_link() -> None:
        (root / "1.md").unlink()
        (root / "1.md").symlink_to(outside)

    at(monkeypatch, step, swap_for_link)
    assert set(fix(root)) == {"1.md"}
    assert (root / "1.md").is_symlink()
    assert outside.read_bytes() == before(1)
    (root / "1.md").unlink()
    (root / "1.md").write_bytes(before(1))

    def swap_for_folder() -> None:
        (root / "1.md").unlink()
        (root / "1.md").mkdir()

    at(monkeypatch, step, swap_for_folder)
    (root / "0.md").write_bytes(before(0))
    assert set(fix(root)) == {"1.md"}
    assert (root / "1.md").is_dir()


@pytest.mark.parametrize("step", STEPS[:-1])
def test_a_note_that_is_made_read_only_meanwhile(
    root: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    at(monkeypatch, step, lambda: (root / "1.md").chmod(0o444))
    assert fix(root) == {"1.md": CHANGED}
    assert (root / "1.md").read_bytes() == before(1)


def test_every_file_that_is_put_in_the_notes_place_is_kept(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One between the last look and the swap, and another before that is put back."""
    real = Place.exchange
    texts = iter([b"first", b"second"])

    def exchange(place: Place, one: str, other: str) -> bool:
        for text in texts:
            (root / ".new").write_bytes(text)
            (root / ".new").replace(root / one)
            break
        return real(place, one, other)

    monkeypatch.setattr(Place, "exchange", exchange)
    outcome = write_fixes(root, {"1.md": (before(1), after(1))})
    if not outcome.refused:
        pytest.skip("files cannot change places here")
    assert outcome.refused == {"1.md": CHANGED}
    assert (root / "1.md").read_bytes() == b"second"
    (saved,) = (root / FOLDER).glob("*/*.saved")
    assert saved.read_bytes() == b"first"
    assert temps(root) == []


@pytest.mark.parametrize("text", [b"an editor's", before(1), after(1)], ids=["other", "old", "new"])
def test_what_was_saved_at_the_moment_of_a_kill_is_not_removed(root: Path, text: bytes) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    write_fixes(root, {"1.md": (before(1), after(1))})
    (run,) = runs(root)
    (entry,) = run.entries()
    line = {k: getattr(entry, k) for k in entry.__slots__}
    line["temp"] = f".vaultlint-{dead.pid}-0123456789abcdef.tmp"
    run.journal.write_text(json.dumps({"undoes": ""}) + "\n" + json.dumps(line) + "\n")
    saved = root / line["temp"].replace(".tmp", ".new")
    saved.write_bytes(text)
    write_fixes(root, {})
    assert saved.exists() == (text == b"an editor's")


def test_a_note_that_was_replaced_at_once_after_it_was_fixed_is_kept(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, "swap", lambda: (root / "1.md").write_bytes(b"mine"))
    assert "changed again at once" in fix(root)["1.md"]
    assert (root / "1.md").read_bytes() == b"mine"
    assert set(undo(root).left) == {"1.md"}
    assert (root / "1.md").read_bytes() == b"mine"


@pytest.mark.parametrize("when", ["before it is opened", "prepare", "keep", "compare"])
def test_a_folder_that_is_swapped_for_a_link_takes_no_note_out_of_the_vault(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    (root / "Sub").mkdir()
    (root / "1.md").rename(root / "Sub" / "1.md")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "1.md").write_bytes(before(1))

    def swap() -> None:
        (root / "Sub").rename(root / "Moved")
        (root / "Sub").symlink_to(outside)

    if when in STEPS:
        at(monkeypatch, when, swap)
    else:
        real = write.opened

        def opened(base: str, folder: str) -> object:
            swap()
            return real(base, folder)

        monkeypatch.setattr(write, "opened", opened)
    outcome = write_fixes(root, {"Sub/1.md": (before(1), after(1))})
    assert [(f.name, f.read_bytes()) for f in outside.iterdir()] == [("1.md", before(1))]
    held = (root / "Moved" / "1.md").read_bytes()
    assert held == (after(1) if outcome.written else before(1))
    assert temps(root) == []


def test_a_file_is_read_whole_or_not_at_all(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor that truncates and then writes must not be caught between."""
    note = root / "1.md"
    real = os.read
    torn = iter([b"", b"half of it"])

    def writing(descriptor: int, size: int) -> bytes:
        data = real(descriptor, size)
        for text in torn:
            note.write_bytes(text)
            break
        else:
            note.write_bytes(b"the whole text")
            monkeypatch.setattr(os, "read", real)
        return data

    monkeypatch.setattr(os, "read", writing)
    with pytest.raises(UnreadableError, match="is being written to just now"):
        read_bytes(note)
    assert read_bytes(note) == b"the whole text"


def test_what_is_in_the_cloud_only_is_not_fetched(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Status:
        st_mode, st_flags, st_file_attributes = 0o100644, 0, 0

    for name, flag in (("st_flags", 0x40000000), ("st_file_attributes", 0x400000)):
        status = Status()
        setattr(status, name, flag)
        with monkeypatch.context() as patched:
            patched.setattr(read.os, "fstat", lambda _, status=status: status)
            with pytest.raises(UnreadableError, match="in the cloud"):
                read_bytes(root / "1.md")


def test_what_was_saved_a_moment_ago_is_waited_for(root: Path) -> None:
    begun = time.monotonic()
    old = time.time() - 100
    os.utime(root / "0.md", (old, old))
    assert settle(root, ["0.md"]) == {}
    assert time.monotonic() - begun < 1
    os.utime(root / "1.md", (time.time() - 1.8, time.time() - 1.8))
    assert settle(root, ["0.md", "1.md", "gone.md"]) == {"1.md": before(1)}
    assert time.monotonic() - begun < 2


def test_in_a_terminal_a_note_in_hand_is_waited_for(root: Path) -> None:
    """What is typed while the fixer waits is fixed together with the rest."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    (root / "0.md").touch()
    process = subprocess.Popen(
        [sys.executable, "-m", "vaultlint", "--fix", "-q", "--no-cache", str(root)],
        env={**CLEAN_ENV, "CI": ""}, stdout=subprocess.DEVNULL, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    saved = time.monotonic() + 1.2
    while process.poll() is None and time.monotonic() < saved:
        time.sleep(0.01)
    with (root / "0.md").open("ab") as note:
        note.write(b"typed meanwhile\n")
    assert process.wait() == 0
    os.close(ours)
    text = (root / "0.md").read_bytes()
    assert text.endswith(b"typed meanwhile\n")
    assert text == after(0) + b"typed meanwhile\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_waits_for_the_note_in_hand(tmp_path: Path, number: signal.Signals) -> None:
    root = make_vault(tmp_path / "vault", 500)
    process = start(root)
    while process.poll() is None and (root / "0.md").read_bytes() == before(0):
        time.sleep(0.001)
    process.send_signal(number)
    process.send_signal(number)  # an impatient person
    told = process.communicate()[1].decode()
    assert process.returncode == 130, told
    found = states(root, 500)
    done = found.count("after")
    assert 0 < done < 500 == done + found.count("before")
    assert told.strip() == f"vaultlint: interrupted: {done} of 500 notes fixed"
    assert temps(root) == []
    assert len(undo(root).restored) == done
    assert set(states(root, 500)) == {"before"}


def test_two_fixers_at_once(tmp_path: Path) -> None:
    root = make_vault(tmp_path / "vault", 300)
    both = [start(root), start(root)]
    told = b"".join(p.communicate()[1] for p in both)
    codes = sorted(p.returncode for p in both)
    assert codes in ([0, 0], [0, 2])
    assert (codes[1] == 2) == (b"another fix run is at work in this vault" in told)
    assert set(states(root, 300)) == {"after"}
    assert temps(root) == []


RACED = 40


@pytest.mark.parametrize("how", ["in-place", "rename"])
def test_an_editor_beside_the_fixer_loses_no_edit(
    root: Path, monkeypatch: pytest.MonkeyPatch, how: str, seconds: float
) -> None:
    monkeypatch.setattr(journal, "KEPT_RUNS", 1_000_000)
    shutil.rmtree(root)
    root.mkdir()
    for number in range(RACED):
        (root / f"{number}.md").write_bytes(b"---\n%b\n---\n" % FAULT)
    program = Path(__file__).with_name("editing.py")
    editor = subprocess.Popen(
        [sys.executable, program, how, root, str(RACED), str(seconds)],
        env=CLEAN_ENV, stdout=subprocess.PIPE,
    )  # fmt: skip
    fixed = refused = 0
    while editor.poll() is None:
        outcome = write_fixes(root, read_faults(root))
        fixed += len(outcome.written)
        refused += len(outcome.refused)
    edits = int(editor.communicate()[0])
    notes = b"".join(f.read_bytes() for f in root.glob("*.md"))
    kept = b"".join(f.read_bytes() for f in (root / FOLDER).glob("*/0*"))
    anywhere = found_edits(notes + kept)
    lost = edits - len(found_edits(notes))
    print(f"{how}: {edits} edits, {fixed} fixes, {refused} refused, {lost} in backups only")
    assert anywhere == set(range(edits))
    assert fixed > 10
    assert edits > 100
    assert temps(root) == []


def read_faults(root: Path) -> dict[str, tuple[bytes, bytes]]:
    """What there is to fix, read as a check reads it."""
    found = {}
    for number in range(RACED):
        try:
            text = read_bytes(root / f"{number}.md")
        except UnreadableError:
            continue
        if FAULT in text:
            found[f"{number}.md"] = (text, text.replace(FAULT, MENDED))
    return found


def found_edits(text: bytes) -> set[int]:
    """Numbers of the lines that an editor wrote."""
    return {int(number) for number in re.findall(rb"^edit (\d+)\.$", text, re.MULTILINE)}


def test_runs_know_nothing_of_a_note_that_was_not_fixed(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, "compare", lambda: (root / "1.md").write_bytes(b"mine"))
    fix(root)
    (run,) = runs(root)
    assert [entry.path for entry in run.entries()] == ["0.md"]
    assert run.is_ended()
