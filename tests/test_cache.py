"""A run with a cache says what a run without one says, whatever happened in between."""

from __future__ import annotations

import contextlib
import gc
import io
import os
import random
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.edits import BASE, CANVAS, TYPES, Edits
from tests.test_cli import CLEAN_ENV, make, vaultlint
from vaultlint.cli import answer
from vaultlint.cli.app import run
from vaultlint.disk import basis, listing
from vaultlint.disk import cache as cache_module
from vaultlint.disk.basis import Record
from vaultlint.disk.cache import Cache
from vaultlint.disk.codec import Index
from vaultlint.disk.trust import content_digest
from vaultlint.disk.walk import walk


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is known of a file counts from the first moment on, not only when it is two seconds old:
    the tests would else be of a cache that knows nothing."""
    monkeypatch.setattr(listing, "RACY", 0)


def said(vault: Path, *arguments: str) -> tuple[int, str]:
    """The exit code and the report of a run in this process."""
    out = io.StringIO()
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
            code = run(["check", "--vault", str(vault), "--output-format", "json", *arguments])
    finally:
        gc.enable()
    return code, out.getvalue()


def both(vault: Path, cache: Path, *more: str) -> tuple[str, str]:
    cached = said(vault, "--cache-dir", str(cache), *more)
    cold = said(vault, "--no-cache", *more)
    assert cached[0] == cold[0]
    assert cold[0] in (0, 1)
    return cached[1], cold[1]


ALL = ("--select", "LNK,BLK,CHP,DAT,FIL,SCH,STR,TAG,YML,CNV,BAS,SUP")


@pytest.mark.parametrize("seed", [11, 12])
def test_cached_is_cold_whatever_happens(
    seed: int, edits: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = [date(2026, 5, 1)]
    monkeypatch.setattr(answer, "today", lambda: day[0])
    rng = random.Random(seed)
    files: dict[str, str | bytes] = {
        ".obsidian/app.json": "{}",
        ".obsidian/types.json": TYPES[0],
        "all.base": BASE,
        "board.canvas": CANVAS,
    }
    vault = make(tmp_path / "vault", files)
    happening = Edits(vault, rng, day)
    last = ["nothing"]
    for step in range(edits):
        more = ALL if rng.random() < 0.7 else ()
        cached, cold = both(vault, tmp_path / "cache", *more)
        assert cached == cold, (step, last)
        last = [happening.happen() for _ in range(rng.choice([0, 1, 1, 1, 2, 5]))]


def test_a_file_whose_ending_dead_links_leave_out_comes_and_goes(tmp_path: Path) -> None:
    notes: dict[str, str | bytes] = {
        "A.md": "[[Plan]]\n",
        "B.md": "![[b/Plan]]\n",
        "C.md": "text\n",
    }
    vault = make(tmp_path / "vault", notes)
    for name, hints in [("C.md", 0), ("Plan.canvas", 2), ("b/Plan.png", 1), ("Plan.canvas", 1)]:
        file = vault / name
        file.parent.mkdir(exist_ok=True)
        if name == "Plan.canvas" and file.exists():
            file.unlink()
        else:
            file.write_text("{}")
        cached, cold = both(vault, tmp_path / "cache")
        assert cached == cold, name
        assert cached.count("did you mean `Plan.") == hints, (name, cached)


def test_a_broken_or_forged_cache_is_built_again(tmp_path: Path) -> None:
    vault = make(tmp_path / "vault", {".obsidian/app.json": "{}", "A.md": "[[Nothing here]]\n"})
    cache = tmp_path / "cache"
    good, _ = both(vault, cache)
    (file,) = cache.glob("*.sqlite")
    db = sqlite3.connect(file)
    db.execute("UPDATE note SET facts = x'00'")
    db.execute("UPDATE run SET outcome = x'93'")
    db.commit()
    db.close()
    assert both(vault, cache)[0] == good
    for other in cache.iterdir():
        other.unlink()
    file.write_bytes(b"no database at all, but long enough to be looked at" * 100)
    assert both(vault, cache)[0] == good


def test_after_a_checkout_the_content_decides(tmp_path: Path) -> None:
    texts: dict[str, str | bytes] = {"A.md": "[[Nothing one]]\n", "书.md": "[[A]]\n"}
    vault = make(tmp_path / "vault", {".obsidian/app.json": "{}"} | texts)
    both(vault, tmp_path / "cache")
    # every file is written anew, one of them with other bytes of the same size
    make(vault, texts | {"A.md": "[[Nothing two]]\n"})
    with Cache(tmp_path / "cache", vault) as cache:
        seen = {s.path: s for s in walk(vault)}
        kept = {its.path: content for its, same, content, _ in cache.notes(seen) if not same}
    assert kept == {p: content_digest(str(t).encode()) for p, t in texts.items()}
    for _ in range(2):
        cached, cold = both(vault, tmp_path / "cache")
        assert cached == cold


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    vault = make(tmp_path / "vault", {".obsidian/app.json": "{}", "A.md": "[[Nothing here]]\n"})
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    cached, cold = both(vault, blocked / "cache")
    assert cached == cold


def test_clean_drops_it(tmp_path: Path) -> None:
    vault = make(tmp_path / "vault", {".obsidian/app.json": "{}", "A.md": ""})
    cache = tmp_path / "cache"
    both(vault, cache)
    assert list(cache.glob("*.sqlite"))
    assert vaultlint("clean", "--cache-dir", str(cache), cwd=vault).returncode == 0
    assert not list(cache.glob("*")) or not cache.exists()


def one_note(tmp_path: Path) -> Path:
    return make(tmp_path / "vault", {".obsidian/app.json": "{}", "A.md": "[[Nothing here]]\n"})


def test_a_day_that_passes_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "---\npublished: 2026-05-02\n---\n"
    schema = "schema: s\nmatch: {path: ['**']}\nfields: {published: {type: date, max: today}}\n"
    vault = make(tmp_path / "vault", {"A.md": text, ".vaultlint/rules/s.yaml": schema})
    codes = []
    for day in (1, 1, 2, 2, 1):
        monkeypatch.setattr(answer, "today", lambda day=day: date(2026, 5, day))
        cached, cold = both(vault, tmp_path / "cache")
        assert cached == cold
        codes.append('"code"' in cached)
    assert codes == [True, True, False, False, True]


def test_of_another_version_nothing_is_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault, cache = one_note(tmp_path), tmp_path / "cache"
    both(vault, cache)
    (file,) = cache.glob("*.sqlite")
    db = sqlite3.connect(file)
    db.execute("UPDATE note SET facts = (SELECT facts FROM note LIMIT 1)")
    db.execute("UPDATE run SET outcome = NULL")
    db.commit()
    db.close()
    monkeypatch.setattr(cache_module, "tool_digest", lambda: "another")
    cached, cold = both(vault, cache)
    assert cached == cold
    with contextlib.closing(sqlite3.connect(file)) as db:
        assert db.execute("SELECT tool FROM meta").fetchall() == [("another",)]


def test_two_runs_at_once(tmp_path: Path) -> None:
    vault, cache = one_note(tmp_path), tmp_path / "cache"
    make(vault, {f"Note {n}.md": f"[[Gone {n}]]\n" for n in range(200)})
    words = [
        sys.executable,
        "-m",
        "vaultlint",
        "--cache-dir",
        str(cache),
        "--output-format",
        "json",
    ]
    cold = said(vault, "--no-cache")[1]
    for _ in range(2):
        started = [
            subprocess.Popen(
                words, cwd=vault, env=CLEAN_ENV, stdout=subprocess.PIPE, stderr=subprocess.PIPE
            )
            for _ in range(4)
        ]
        for process in started:
            out, err = process.communicate(timeout=60)
            assert out.decode() == cold
            assert b"Found 201 errors" in err
    assert said(vault, "--cache-dir", str(cache))[1] == cold


def test_while_another_run_writes(tmp_path: Path) -> None:
    vault, cache = one_note(tmp_path), tmp_path / "cache"
    both(vault, cache)
    (file,) = cache.glob("*.sqlite")
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")
        (vault / "B.md").write_text("[[Nor this]]\n")
        cached, cold = both(vault, cache)
        assert cached == cold
        db.execute("ROLLBACK")
        assert db.execute("SELECT count(*) FROM note").fetchone() == (1,)
    cached, cold = both(vault, cache)
    assert cached == cold


@pytest.mark.skipif(sys.platform != "linux", reason="a file system of so many bytes")
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may mount")
def test_a_full_disk_costs_the_cache_and_nothing_else(tmp_path: Path) -> None:
    vault, cache = one_note(tmp_path), tmp_path / "cache"
    make(vault, {f"Note {n}.md": f"# H {n}\n[[Gone {n}]] and more\n" * 20 for n in range(60)})
    cold = said(vault, "--no-cache")
    for size in ("4k", "64k", "200k"):
        cache.mkdir(exist_ok=True)
        mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(cache)]
        if subprocess.run(mount, capture_output=True, check=False).returncode:
            pytest.skip("nothing can be mounted here")
        try:
            for _ in range(2):
                done = vaultlint("--cache-dir", str(cache), "--output-format", "json", cwd=vault)
                assert (done.returncode, done.stdout) == cold
                assert done.stderr.splitlines()[0].startswith("Found 1,201 errors")
        finally:
            subprocess.run(["umount", str(cache)], check=True)


def test_a_cache_that_may_only_be_read(tmp_path: Path) -> None:
    vault, cache = one_note(tmp_path), tmp_path / "cache"
    both(vault, cache)
    (vault / "B.md").write_text("[[Nor this]]\n")
    try:
        for file in (*cache.iterdir(), cache):
            file.chmod(0o500 if file.is_dir() else 0o400)
        cached, cold = both(vault, cache)
        assert cached == cold
    finally:
        cache.chmod(0o700)


def test_without_a_home(tmp_path: Path) -> None:
    vault = one_note(tmp_path)
    nowhere = {k: v for k, v in os.environ.items() if k not in ("HOME", "XDG_CACHE_HOME")}
    code = (
        "import pwd, sys; pwd.getpwuid = lambda _: (_ for _ in ()).throw(KeyError('uid'));"
        "from vaultlint.cli.app import run; sys.exit(run(['check', *sys.argv[1:]]))"
    )
    if sys.platform != "win32":
        for words in ([], ["--fix"]):
            command = [sys.executable, "-c", code, *words]
            done = subprocess.run(command, cwd=vault, env=nowhere, capture_output=True, check=False)
            assert done.returncode == 1, done.stderr
            assert b"Found 1 error" in done.stderr
    assert {f.name for f in vault.iterdir()} == {".obsidian", "A.md"}


def test_after_an_edit_only_what_differs_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault, cache = (
        make(tmp_path / "vault", {f"{n}.md": "[[0]]\n" for n in range(30)}),
        tmp_path / "c",
    )

    def written() -> tuple[list[str], list[str], list[str], int]:
        with Cache(cache, vault) as known:
            newest = known.newest()
        assert newest is not None
        now = newest[1]
        assert set(now.listing) == {s.path for s in walk(vault)}
        since = now.since
        return [its[0] for its in since.listing], since.gone, since.paths, now.written

    said(vault, "--cache-dir", str(cache))
    assert written() == ([], [], [], 30)
    (vault / "7.md").write_text("[[Nothing]]\n")
    (vault / "new.md").write_text("x\n")
    (vault / "8.md").unlink()
    assert len(set(both(vault, cache))) == 1
    assert written() == (["7.md", "new.md"], ["8.md"], ["new.md"], 30)
    (vault / "8.md").write_text("again\n")
    (vault / "new.md").unlink()
    assert len(set(both(vault, cache))) == 1
    assert written() == (["7.md", "8.md"], ["new.md"], ["new.md"], 30)
    monkeypatch.setattr(basis, "MOST", 2)
    assert len(set(both(vault, cache))) == 1
    (vault / "9.md").write_text("x\n")
    assert len(set(both(vault, cache))) == 1
    assert written() == ([], [], [], 31)


def test_a_run_that_came_between_prevails(tmp_path: Path) -> None:
    """It judged a vault that is newer than the one that was read before it."""
    vault, cache = (
        make(tmp_path / "vault", {f"{n}.md": "[[0]]\n" for n in range(30)}),
        tmp_path / "c",
    )
    said(vault, "--cache-dir", str(cache))
    with Cache(cache, vault) as slow:
        newest = slow.newest()
        assert newest is not None
        key, before = newest
        assert slow.outcome(key) is not None
        (vault / "7.md").write_text("[[Nothing]]\n")
        said(vault, "--cache-dir", str(cache))
        assert not slow.is_as_read(key)
        assert slow.basis(key) is None
        for late in (before.since, Index([], [], [])):
            slow.keep([], (), Record(key, None, late, {"/x": [99]}, anew=False))
        assert slow.asking(key, ["/x"]) == {}
    assert len(set(both(vault, cache))) == 1
