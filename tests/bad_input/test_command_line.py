"""Arguments, streams, limits and surroundings that a command should not be run with."""

from __future__ import annotations

import faulthandler
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stdout, suppress
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

from tests.bad_input.running import make, tree, vaultlint
from tests.bad_input.trial import (
    COMMAND,
    FIXABLE,
    MENDED,
    Check,
    Rows,
    Trial,
    codes,
    process,
)
from tests.gitvault import git
from vaultlint.cli import answer
from vaultlint.cli.app import run

pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes of POSIX")
ROWS = Rows()
row = ROWS.row

# row, name, arguments, what the message says
REFUSED: list[tuple[int, str, tuple[str, ...], tuple[str, ...]]] = [
    (111, "no such path", ("nope.md",), ("nope.md: no such file or folder, and no command",)),
    (111, "one of several", ("Home.md", "nope.md"), ("nope.md: no such file or folder",)),
    (111, "a note as a folder", ("Home.md/x",), ("Home.md/x: no such file or folder",)),
    (111, "a mistyped command", ("chek",), ("chek: no such file or folder, and no command; did you mean `check`?",)),
    (111, "outside", ("--vault", ".", ".."), ("..: lies outside of the vault",)),
    (111, "absolute and outside", ("--vault", ".", "/etc/hosts"), ("/etc/hosts: lies outside of the vault",)),
    (111, "too long", ("x" * 5_000,), ("cannot be looked at, file name too long",)),
    (111, "escapes", ("a\x1b]0;x\x07b",), (r"a\u{1b}]0;x\u{7}b: no such file or folder",)),
    (111, "no vault", ("--vault", "nope"), ("'nope' does not exist",)),
    (112, "select nothing", ("--select", ""), ("--select", "a code is missing: write them as in `LNK001,YML`")),
    (112, "select commas", ("--select", "LNK001,,"), ("a code is missing",)),
    (112, "ignore nothing", ("--ignore", " "), ("--ignore", "a code is missing")),
    (112, "select what is none", ("--select", "LNKK001"), ("no rule is named `LNKK001`; did you mean `LNK001`?",)),
    (112, "since nothing", ("--changed-since", ""), ("--changed-since", "is empty")),
    (112, "a cache nowhere", ("--cache-dir", ""), ("--cache-dir", "is empty")),
    (112, "mistyped option", ("--fial-on", "error"), ("No such option '--fial-on'", "Did you mean '--fail-on'?")),
    (112, "no such severity", ("--fail-on", "loud"), ("'loud' is not one of 'error', 'warning', 'info'",)),
    (112, "no such format", ("--output-format", "jsn"), ("no output format `jsn`; did you mean `json`?",)),
    (112, "no such color", ("--color", "blue"), ("'blue' is not one of",)),
    (114, "a note", ("--output-file", "Home.md"), ("Home.md: is a note, and is not overwritten",)),
    (114, "a note by its format", ("--output-format", "json=Home.md"), ("Home.md: is a note",)),
    (114, "a note in capitals", ("--output-file", "N.MD"), ("N.MD: is a note",)),
    (114, "a canvas", ("--output-file", "c.canvas"), ("c.canvas: is a note",)),
    (114, "a link to a note", ("--output-file", "link.txt"), ("link.txt: is a note",)),
    (114, "a folder", ("--output-file", "folder"), ("folder: cannot be written, is a directory",)),
    (114, "in no folder", ("--output-file", "nope/x.txt"), ("nope/x.txt: cannot be written, no such file or directory",)),
    (114, "in a note", ("--output-file", "Home.md/x"), ("Home.md/x: cannot be written, not a directory",)),
    (114, "name too long", ("--output-file", "x" * 300), ("cannot be written, file name too long",)),
    (114, "full", ("--output-file", "/dev/full"), ("/dev/full: cannot be written, no space left on device",)),
    (114, "one for two", ("--output-format", "json", "--output-format", "text"), ("several formats cannot share one output",)),
    (115, "jobs below nothing", ("--jobs", "-1"), ("--jobs", "-1 is not in the range")),
    (115, "jobs in words", ("--jobs", "abc"), ("--jobs", "'abc' is not a valid integer")),
    (115, "half a job", ("--jobs", "1.5"), ("--jobs", "'1.5' is not a valid integer")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("_row", "_name", "arguments", "says"),
    REFUSED,
    ids=[f"{number}-{name.replace(' ', '-')}" for number, name, *_ in REFUSED],
)
def test_a_command_line_is_refused(
    tmp_path: Path, _row: int, _name: str, arguments: tuple[str, ...], says: tuple[str, ...]
) -> None:
    trial = Trial(tmp_path)
    trial.put({"N.MD": FIXABLE, "c.canvas": '{"nodes":[]}', "folder/x.txt": ""})
    (trial.root / "link.txt").symlink_to("Home.md")
    if "/dev/full" in arguments and not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    ran = trial.refuse("-q", *arguments, says=says)
    assert len(ran.err.splitlines()) <= 4


@row(111, "an attachment")
def _(trial: Trial) -> None:
    trial.put({"p.png": b"\x89PNG", "fig#1.png": b"", "x.txt": ""})
    ran = trial.run("p.png", "x.txt")
    assert (ran.code, ran.out) == (0, "")
    assert "No findings in 0 notes.\nvaultlint: nothing that PATHS name is checked: " in ran.err
    assert trial.check("p.png", "Home.md") == {"Home.md": "LNK001"}
    assert trial.check("fig#1.png") == {"fig#1.png": "FIL003"}  # its name is looked at


@row(111, "paths that other commands cannot look at")
def _(trial: Trial) -> None:
    trial.put()
    for command in (("explain",), ("config", "show")):
        ran = vaultlint(*command, "x" * 5_000 + ".md", cwd=trial.root)
        assert (ran.code, ran.out) in ((2, ""), (0, ran.out))
        assert "bug" not in ran.err


@row(112, "a schema that is not there")
def _(trial: Trial) -> None:
    trial.put({".vaultlint/rules/book.yaml": "schema: book\n"})
    for verb, *more in (("show",), ("diff",), ("export", "--to", "json-schema")):
        for name, near in (
            ("bok", "; did you mean `book`?"),
            ("zzz", ": `vaultlint schema list` names them"),
        ):
            ran = vaultlint("schema", verb, name, *more, cwd=trial.root)
            assert (ran.code, ran.out, ran.err) == (2, "", f"vaultlint: no schema `{name}`{near}\n")


@row(112, "codes with commas and blanks")
def _(trial: Trial) -> None:
    trial.put({"n.md": FIXABLE})
    for written in ("LNK001,YML", "LNK001, YML", " LNK001 YML ", "broken-link,yml"):
        assert trial.check("--select", written)["n.md"] == "YML006 LNK001"


@row(113, "diff wins over fix")
def _(trial: Trial) -> None:
    trial.put({"n.md": FIXABLE})
    before = tree(trial.root)
    ran = trial.run("--diff", "--fix", "--unsafe-fixes")
    assert ran.code == 1
    assert "-tag: x\n+tags:\n" in ran.out
    assert tree(trial.root) == before


@row(113, "exit-zero hides neither 2 nor 3")
def _(trial: Trial) -> None:
    trial.put({"n.md": FIXABLE})
    assert trial.run("--exit-zero").code == 0
    assert trial.run("--exit-zero", "--diff").code == 0
    with _failing("LNK001"):
        assert trial.run("--exit-zero", "--fix").code == 3
    assert (trial.root / "n.md").read_text() == FIXABLE
    make(trial.root, {"vaultlint.yaml": "exlude: a\n"})
    trial.refuse("--exit-zero", "--fix", says=("unknown key `exlude`",))


@row(114, "a second name of a note keeps its bytes")
def _(trial: Trial) -> None:
    trial.put({"n.md": FIXABLE})
    os.link(trial.root / "n.md", trial.root / "report.txt")
    assert trial.run("--output-file", "report.txt").code == 1
    assert (trial.root / "n.md").read_text() == FIXABLE
    assert "LNK001" in (trial.root / "report.txt").read_text()


@row(114, "a report is written whole or not at all")
def _(trial: Trial) -> None:
    trial.put()
    assert trial.run("--output-file", "r.txt").code == 1
    first = (trial.root / "r.txt").read_bytes()
    make(trial.root, {"m.md": "[[Nope]]\n"})
    before = tree(trial.root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "replace", _no_space)
        trial.refuse("--output-file", "r.txt", says=("r.txt: cannot be written, no space left",))
    assert tree(trial.root) == before
    assert (trial.root / "r.txt").read_bytes() == first


def _no_space(*_: object) -> None:
    raise OSError(28, "No space left on device")


@row(114, "a report of ours may be written again, a pipe be written to")
def _(trial: Trial) -> None:
    trial.put()
    for _ in range(2):
        assert trial.run("--output-format", "markdown", "--output-file", "Report.md").code == 1
    assert (trial.root / "Report.md").read_text().startswith("# Vault check")
    os.mkfifo(trial.folder / "pipe")
    with subprocess.Popen(["cat", trial.folder / "pipe"], stdout=subprocess.PIPE) as reader:
        assert trial.run("--output-file", str(trial.folder / "pipe")).code == 1
        assert b"LNK001" in reader.communicate(timeout=120)[0]


@row(115, "as many jobs as anybody can want")
def _(trial: Trial) -> None:
    trial.put({f"n{n}.md": "[[Nope]]\n" for n in range(260)})
    expected = trial.check("--jobs", "1")
    for jobs in ("0", "2", "1000000", "9" * 30):
        assert trial.check("--jobs", jobs) == expected
    from vaultlint.disk.cores import processes

    assert processes(10**6, 10**7) <= 61


@row(116, "paths twice and by other ways")
def _(trial: Trial) -> None:
    trial.put({"a/n.md": "[[Nope]]\n"})
    ways = ("Home.md", "Home.md", "./Home.md", "a/../Home.md", str(trial.root / "Home.md"))
    ran = trial.run("--output-format", "json", *ways, "a", "a/n.md")
    assert codes(ran) == {"Home.md": "LNK001", "a/n.md": "LNK001"}
    assert ran.report["summary"]["notes"] == 2


@row(116, "200,000 paths")
def _(trial: Trial) -> None:
    trial.put({f"n{n}.md": "[[Nope]]\n" for n in range(500)})
    start = time.process_time()
    ran = trial.run("--output-format", "json", *[f"n{n % 500}.md" for n in range(200_000)])
    assert len(ran.report["diagnostics"]) == 500
    assert time.process_time() - start < 30


@row(117, "who reads the output goes away")
def _(trial: Trial) -> None:
    trial.put({f"n{n}.md": "[[Nope]]\n" * 300 for n in range(20)})
    options = ("--no-cache", "--output-format", "concise", "-q")
    ran = process(*options, cwd=trial.root, shell='"$@" | head -1')
    assert ran.out.count("\n") == 1
    assert ran.err == ""


@row(117, "streams that are closed")
def _(trial: Trial) -> None:
    trial.put({"n.md": FIXABLE})
    for closed, code in ((">&-", 1), (">&- 2>&- <&-", 1)):
        ran = process("--no-cache", "-q", cwd=trial.root, shell=f'exec "$@" {closed}')
        assert (ran.code, ran.err) == (code, "")
    ran = process("--version", cwd=trial.root, shell='exec "$@" >&-')
    assert (ran.code, ran.err) == (0, "")
    ran = process("--stdin-filename", "m.md", "-", cwd=trial.root, shell='exec "$@" <&-')
    assert (ran.code, ran.out) == (0, "")


needs_full = pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="this system has no /dev/full"
)
FULL = {"check": (), "version": ("--version",)}


@needs_full
@pytest.mark.parametrize("arguments", FULL.values(), ids=[f"117-full-for-{one}" for one in FULL])
def test_output_that_is_full(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    trial = Trial(tmp_path)
    trial.put({"n.md": FIXABLE})
    ran = process(*arguments, cwd=trial.root, shell='exec "$@" >/dev/full')
    assert ran.code == 3
    assert "vaultlint: cannot write the report: no space left on device\n" in ran.err
    assert "bug" not in ran.err


WRITERS = (("--diff",), ("--output-format", "json"), ("rules",), ("--help",), ("config", "show"))


@needs_full
@pytest.mark.parametrize(
    "arguments", WRITERS, ids=[f"117-full-in-process-for-{one[0]}" for one in WRITERS]
)
def test_whatever_writes_to_what_is_full(
    tmp_path: Path, arguments: tuple[str, ...], capfd: pytest.CaptureFixture[str]
) -> None:
    trial = Trial(tmp_path)
    trial.put({"n.md": FIXABLE})
    with open("/dev/full", "w") as full, redirect_stdout(full), chdir(trial.root):  # noqa: PTH123
        assert run(arguments) == 3
    said = capfd.readouterr().err
    assert "vaultlint: cannot write the report: no space left on device\n" in said
    assert "bug" not in said


@row(117, "a fix whose report finds no room")
def _(trial: Trial) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    trial.put({"n.md": FIXABLE})
    ran = process("--no-cache", "--fix", cwd=trial.root, shell='exec "$@" >/dev/full')
    assert ran.code == 3
    assert (trial.root / "n.md").read_text() == MENDED
    assert vaultlint("undo", cwd=trial.root).out == "restored n.md\n"
    assert (trial.root / "n.md").read_text() == FIXABLE
    ran = process("--no-cache", cwd=trial.root, shell='exec "$@" 2>/dev/full')
    assert ran.code == 1


SURROUNDINGS: dict[str, dict[str, str | None]] = {
    "LANG C": {"LANG": "C", "LC_ALL": "C", "TERM": "dumb", "NO_COLOR": "1", "COLUMNS": None},
    "old ASCII locale": {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "ascii streams": {"PYTHONIOENCODING": "ascii", "TERM": None, "COLUMNS": "1"},
    "cp1252 streams": {"PYTHONIOENCODING": "cp1252", "COLUMNS": "x"},
}  # fmt: skip


@pytest.mark.parametrize(
    "env", SURROUNDINGS.values(), ids=[f"118-{name.replace(' ', '-')}" for name in SURROUNDINGS]
)
def test_surroundings_change_no_finding(tmp_path: Path, env: dict[str, str | None]) -> None:
    trial = Trial(tmp_path)
    trial.put(
        {
            "\u00dc\U0001f4a5\u4e66.md": "[[N\u00f6pe \U0001f4a5\u4e66\x1b]] [[\u00dc\U0001f4a5\u4e66]]\n"
        }
    )
    ran = process("--no-cache", "\u00dc\U0001f4a5\u4e66.md", cwd=trial.root, env=env)
    assert ran.code == 1
    assert ran.out.startswith("\u00dc\U0001f4a5\u4e66.md\n")
    assert "no note named `N\u00f6pe \U0001f4a5\u4e66\\u{1b}`" in ran.out
    assert ran.out.count("LNK001") == 1
    assert "\x1b" not in ran.out + ran.err


COLUMNS = ("1", "0", "-5", "x", "", "99999999999")


@pytest.mark.parametrize("columns", COLUMNS, ids=[f"118-COLUMNS-{one}" for one in COLUMNS])
def test_widths_that_are_none(tmp_path: Path, columns: str) -> None:
    trial = Trial(tmp_path)
    trial.put()
    env = {"COLUMNS": columns, "LINES": columns}
    assert "LNK001" in trial.run(env=env).out
    for more in (("rules",), ("explain", "LNK001"), ("--help",), ("stats",), ("config", "show")):
        assert vaultlint(*more, cwd=trial.root, env=env).code == 0


HOMES: dict[str, str | None] = {"unset": None, "unwritable": "/proc", "relative": "home"}  # fmt: skip


@pytest.mark.parametrize("home", HOMES.values(), ids=[f"119-HOME-{name}" for name in HOMES])
def test_a_home_that_is_none(tmp_path: Path, home: str | None) -> None:
    trial = Trial(tmp_path)
    trial.put({"n.md": FIXABLE})
    env = {"HOME": home, "XDG_CACHE_HOME": None, "XDG_STATE_HOME": None, "XDG_RUNTIME_DIR": None}
    ran = process("--output-format", "json", "--fix", "-v", cwd=trial.root, env=env)
    assert ran.code == 1
    assert codes(ran) == {"Home.md": "LNK001", "n.md": "LNK001"}
    assert (trial.root / "n.md").read_text() == MENDED
    if home == "/proc":
        assert "vaultlint: nothing is remembered for the next run: " in ran.err
    assert {path.name for path in trial.root.iterdir()} <= {".obsidian", ".vaultlint", "Home.md", "n.md"}  # fmt: skip


@contextmanager
def _mounted(options: str, *words: str) -> Iterator[None]:
    """Mount something for as long as this lasts; skips where that is not allowed."""
    done = subprocess.run(["mount", *options.split(), *words], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("nobody but root mounts, and not in every container")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", words[-1]], check=True)  # though something looks into it


@row(119, "a vault that is read-only")
def _(trial: Trial) -> None:
    trial.put({"n.md": FIXABLE})
    if os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("nobody but root mounts")
    with _mounted("--bind", str(trial.root), str(trial.root)):
        again = ["mount", "-o", "remount,ro,bind", str(trial.root)]
        subprocess.run(again, check=True)
        assert trial.check() == {"Home.md": "LNK001", "n.md": "YML006 LNK001"}
        ran = trial.fix()
        assert codes(ran)["n.md"] == "YML006 LNK001"
        assert "not fixed" in ran.err
        assert (trial.root / "n.md").read_text() == FIXABLE
        for more in (("baseline", "write"), ("init", "--yes")):
            ran = vaultlint(*more, cwd=trial.root)
            assert ran.code == 2
            assert "read-only file system" in ran.err.lower()


def _repository(trial: Trial) -> Path:
    root = trial.put({"n.md": "[[Home]]\n"})
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "first")
    return root


def _git_state(root: Path) -> dict[str, tuple[int, bytes | str]]:
    return tree(root / ".git")


@row(120, "no git, and no repository")
def _(trial: Trial) -> None:
    root = trial.put()
    trial.refuse("--hook", says=("is in no git repository",))
    (root / ".git").write_text("gitdir: /nonexistent\n")
    trial.refuse("--hook", says=("is in no git repository",))
    assert trial.check() == {"Home.md": "LNK001"}
    (root / ".git").unlink()
    empty = str(trial.folder / "bin")
    ran = process("--hook", cwd=root, env={"PATH": empty})
    assert (ran.code, ran.out) == (2, "")
    assert "git could not be run" in ran.err
    assert process("--no-cache", cwd=root, env={"PATH": empty}).code == 1


@row(120, "a deletion alone is staged")
def _(trial: Trial) -> None:
    root = _repository(trial)
    git(root, "rm", "-q", "Home.md")
    before = _git_state(root)
    ran = trial.run("--hook", "--output-format", "json")
    assert ran.code == 1
    assert codes(ran) == {"n.md": "LNK001"}
    assert _git_state(root) == before


@row(120, "an index that is locked, a rebase under way, a broken index")
def _(trial: Trial) -> None:
    root = _repository(trial)
    (root / "n.md").write_text("[[Nope]]\n")
    git(root, "add", "n.md")
    (root / ".git/index.lock").touch()
    (root / ".git/rebase-merge").mkdir()
    before = _git_state(root)
    ran = trial.run("--hook", "--output-format", "json")
    assert (ran.code, codes(ran)) == (1, {"n.md": "LNK001"})
    assert _git_state(root) == before
    (root / ".git/index").write_bytes(b"junk")
    ran = trial.refuse("--hook", says=("vaultlint: git: ", "index"))
    assert len(ran.err.splitlines()) == 1


@row(120, "a clone without history")
def _(trial: Trial) -> None:
    root = _repository(trial)
    (root / "n.md").write_text("[[Home]] [[Nope]]\n")
    git(root, "commit", "-q", "-am", "second")
    shallow = trial.folder / "shallow"
    git(trial.folder, "clone", "-q", "--depth", "1", f"file://{root}", str(shallow))
    ran = vaultlint("--changed-since", "HEAD~1", cwd=shallow)
    assert (ran.code, ran.out) == (2, "")
    assert "git knows no revision `HEAD~1`; this clone is shallow" in ran.err
    for revision in ("nope", "--output=x", "HEAD; touch pwned"):
        ran = vaultlint("--changed-since", revision, cwd=root)
        assert (ran.code, ran.out) == (2, "")
    assert not (root / "x").exists()
    assert not (root / "pwned").exists()


@row(120, "a submodule")
def _(trial: Trial) -> None:
    root = _repository(trial)
    inner = make(trial.folder / "inner", {"i.md": "[[Nope]]\n"})
    git(inner, "init", "-q")
    git(inner, "add", "-A")
    git(inner, "commit", "-q", "-m", "inner")
    git(root, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner), "sub")
    ran = trial.run("--hook", "--output-format", "json")
    assert (ran.code, codes(ran)) == (0, {})  # its notes are another repository's


@row(120, "a repository of somebody else")
def _(trial: Trial) -> None:
    root = _repository(trial)
    if os.geteuid() != 0:
        pytest.skip("nobody but root gives files away")
    for path in (root, root / ".git"):
        os.chown(path, 65534, 65534)
    env = {
        "HOME": str(trial.folder),
        "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_CONFIG_SYSTEM": "/dev/null",
    }
    ran = process("--hook", cwd=root, env={**env})
    assert (ran.code, ran.out) == (2, "")
    assert "git: fatal: detected dubious ownership" in ran.err
    assert process("--no-cache", cwd=root, env={**env}).code == 1


LIMITS = ("-n 32", "-n 10", "-v 300000", "-s 256")


@pytest.mark.parametrize("limit", LIMITS, ids=[f"121-ulimit-{one}" for one in LIMITS])
def test_limits_of_the_system(tmp_path: Path, limit: str) -> None:
    trial = Trial(tmp_path)
    trial.put({f"n{n}.md": FIXABLE for n in range(520)})
    options = ("--no-cache", "--jobs", "2", "-q", "--fix", "n1.md", "n2.md")
    ran = process(*options, cwd=trial.root, shell=f"ulimit {limit}")
    texts = [(trial.root / f"n{n}.md").read_text() for n in (0, 1, 2)]
    assert (ran.code, texts) in ((1, [FIXABLE, MENDED, MENDED]), (3, [FIXABLE] * 3))
    if ran.code == 3:
        assert len(ran.err.splitlines()) == 1
        assert "bug" not in ran.err


@row(121, "out of memory")
def _(trial: Trial) -> None:
    trial.put()

    def full(*_: object, **__: object) -> None:
        raise MemoryError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(answer, "walk", full)
        trial.refuse(code=3, says=("vaultlint: not finished: out of memory\n",))


SLOW_FIXER = """
import os, sys, time
from vaultlint.disk.journal import Run
add = Run.add
def slow(self, entry):
    add(self, entry)
    print("at", entry.path, flush=True)
    time.sleep(0.2)
Run.add = slow
from vaultlint.cli.app import run
code = run(sys.argv[1:])
sys.stderr.flush()
os._exit(code)
"""


@contextmanager
def _fixing(trial: Trial) -> Iterator[subprocess.Popen[str]]:
    """A fix run in the middle of its first note, which takes its time for each."""
    trial.put({f"n{n}.md": FIXABLE for n in range(20)})
    command = [sys.executable, "-c", SLOW_FIXER, "--fix", "--no-cache", "-q"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=trial.root, text=True, **pipes) as fixer:  # type: ignore[call-overload]
        assert fixer.stdout is not None
        assert fixer.stdout.readline().startswith("at n")
        try:
            yield fixer
        finally:
            fixer.kill()


@pytest.mark.parametrize(
    "sign", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=["122-INT", "122-TERM", "122-KILL"]
)
def test_a_fix_that_is_ended(tmp_path: Path, sign: signal.Signals) -> None:
    trial = Trial(tmp_path)
    with _fixing(trial) as fixer:
        fixer.send_signal(sign)
        _, err = fixer.communicate(timeout=120)
        assert fixer.returncode == (-sign if sign is signal.SIGKILL else 130)
        said = r"" if sign is signal.SIGKILL else r"vaultlint: interrupted: \d+ of 20 notes fixed"
        assert re.fullmatch(said, err.strip())
    texts = {(trial.root / f"n{n}.md").read_text() for n in range(20)}
    assert texts <= {FIXABLE, MENDED}
    assert FIXABLE in texts  # it was in the middle
    trial.fix()
    assert {(trial.root / f"n{n}.md").read_text() for n in range(20)} == {MENDED}
    assert [p.name for p in trial.root.iterdir() if p.name.endswith(".tmp")] == []


@row(122, "a second fixer")
def _(trial: Trial) -> None:
    with _fixing(trial):
        ran = trial.run("--fix")
        assert (ran.code, ran.out) == (2, "")
        assert "another fix run is at work in this vault" in ran.err


def _fill(file: Path) -> None:
    rest = os.open(file, os.O_WRONLY | os.O_APPEND)
    with suppress(OSError):
        while True:
            os.write(rest, b"x" * 512)
    os.close(rest)


@row(123, "a disk that is full")
def _(trial: Trial) -> None:
    trial.root.mkdir()
    if os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("nobody but root mounts")
    with _mounted("-t tmpfs -o size=1m tmpfs", str(trial.root)):
        long = FIXABLE + "x" * 20_000
        trial.put({f"n{n:02}.md": long for n in range(20)})
        (trial.root / "ballast").write_bytes(b"x" * 400_000)
        ran = trial.run("--fix")
        assert ran.code == 3
        told = re.search(r"the disk is full: (\d+) of 20 notes fixed", ran.err)
        assert told
        texts = [(trial.root / f"n{n:02}.md").read_text() for n in range(20)]
        assert set(texts) <= {long, MENDED + "x" * 20_000}
        assert sum(text != long for text in texts) == int(told[1]) > 0
        _fill(trial.root / "ballast")  # no room for a journal
        kept = tree(trial.root)
        ran = trial.run("--fix")
        assert ran.code in (1, 3)
        assert "Traceback" not in ran.err
        notes = {path: its for path, its in tree(trial.root).items() if path.endswith(".md")}
        assert notes == {path: kept[path] for path in notes}
        cached = vaultlint("--cache-dir", str(trial.root / ".cache"), "-q", cwd=trial.root)
        assert cached.code == 1


@row(124, "a clock that is wrong")
def _(trial: Trial) -> None:
    trial.put({"n.md": "---\ncreated: 2026-01-01\n---\n[[Nope]]\n"})
    cache = ("--cache-dir", str(trial.folder / "cache"), "--output-format", "json")
    for year in (1970, 2100, 1970):
        os.utime(trial.root / "n.md", (4_102_444_800, 4_102_444_800))  # in 2100
        with pytest.MonkeyPatch.context() as patch:
            for module in ("vaultlint.cli.answer", "vaultlint.cli.run"):
                patch.setattr(import_module(module), "today", lambda year=year: date(year, 1, 1))
            ran = vaultlint(*cache, cwd=trial.root)
        assert codes(ran) == {
            "Home.md": "LNK001",
            "n.md": "LNK001",
        }  # no rule was asked about dates
    # an mtime that lies ahead says nothing of what changed: the same size is looked into
    (trial.root / "n.md").write_text("---\ncreated: 2026-01-01\n---\n[[Home]]\n")
    os.utime(trial.root / "n.md", (4_102_444_800, 4_102_444_800))
    assert codes(vaultlint(*cache, cwd=trial.root)) == {"Home.md": "LNK001"}


@row(124, "runs that are older than the one before")
def _(trial: Trial) -> None:
    trial.put({"n.md": FIXABLE})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(time, "gmtime", lambda *_: time.struct_time((2100, 1, 1, 0, 0, 0, 0, 1, 0)))
        trial.fix()
    (trial.root / "m.md").write_text(FIXABLE)
    trial.fix()  # the clock was put right
    assert vaultlint("undo", cwd=trial.root).out == "restored m.md\n"


@contextmanager
def _failing(code: str, only: str = "n.md") -> Iterator[None]:
    """A rule that raises on one note."""
    from vaultlint.rules import all_rules

    rule = all_rules()[code]
    sound = rule.body

    def check(note: object, ctx: object) -> Iterator[object]:
        if note.path == only:  # type: ignore[attr-defined]
            raise KeyError("ouch")
        return sound.check(note, ctx)  # type: ignore[arg-type]

    rule.body = sound._replace(check=check)
    try:
        yield
    finally:
        rule.body = sound


@row(125, "a rule that raises on one note")
def _(trial: Trial) -> None:
    trial.put({"n.md": FIXABLE, "m.md": FIXABLE})
    with _failing("LNK001"):
        assert trial.check(code=3) == {
            "Home.md": "LNK001",
            "m.md": "YML006 LNK001",
            "n.md": "YML006",
        }
        ran = trial.fix(code=3)
    assert "n.md: LNK001 failed: KeyError: 'ouch'" in ran.err
    assert (trial.root / "n.md").read_text() == FIXABLE
    assert (trial.root / "m.md").read_text() == MENDED


@pytest.mark.parametrize(
    "where",
    ["vaultlint.engine.check._present", "vaultlint.parse.note.parse_file"],
    ids=["125-what-rules-rest-on-raises", "125-the-parser-raises"],
)
def test_other_code_that_raises_on_one_note(tmp_path: Path, where: str) -> None:
    trial = Trial(tmp_path)
    trial.put({"n.md": FIXABLE, "m.md": FIXABLE})
    name, _, function = where.rpartition(".")
    module = import_module(name)
    sound = getattr(module, function)

    def check(*given: object) -> object:
        if "n.md" in (given[0], getattr(given[1], "path", "")):
            raise KeyError("ouch")
        return sound(*given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, function, check)
        assert trial.check(code=3) == {"Home.md": "LNK001", "m.md": "YML006 LNK001"}
        ran = trial.fix(code=3)
    assert "n.md: KeyError: 'ouch'" in ran.err
    assert (trial.root / "n.md").read_text() == FIXABLE
    assert (trial.root / "m.md").read_text() == MENDED


@pytest.mark.parametrize(
    "where",
    ["vaultlint.engine.check._judged", "vaultlint.parse.note.parse_file"],
    ids=["126-a-process-dies-judging", "126-a-process-dies-parsing"],
)
@pytest.mark.skipif(sys.platform != "linux", reason="only forked processes inherit the fault")
def test_a_process_that_dies_on_a_note(tmp_path: Path, where: str) -> None:
    trial = Trial(tmp_path)
    bad = ("b.md", "n300.md", "z.md")
    trial.put({**{f"n{n}.md": FIXABLE for n in range(520)}, **dict.fromkeys(bad, FIXABLE)})
    name, _, function = where.rpartition(".")
    module = import_module(name)
    sound = getattr(module, function)
    main = os.getpid()

    def check(*given: object) -> object:
        path = given[0] if isinstance(given[0], str) else given[1].path  # type: ignore[attr-defined]
        if path in bad:
            assert os.getpid() != main, "the run itself would have died"
            faulthandler.disable()  # which would write of it
            os.kill(os.getpid(), signal.SIGSEGV)
        return sound(*given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, function, check)
        ran = trial.run("--output-format", "json", "--jobs", "2")
    assert ran.code == 3
    assert len(codes(ran)) == 1 + 520 - 1  # one of the three has the name of one of the 520
    for path in bad:
        assert f"{path}: the process that had it in hand died" in ran.err
    assert codes(ran)["Home.md"] == "LNK001"


@row(127, "a vault with modules of its own")
def _(trial: Trial) -> None:
    names = (
        "yaml",
        "click",
        "sitecustomize",
        "usercustomize",
        "pydantic",
        "json",
        "regex",
        "msgspec",
    )
    pwned = f"open({str(trial.folder / 'pwned')!r}, 'w')\nraise SystemExit('pwned')\n"
    trial.put({f"{name}.py": pwned for name in names})
    script = shutil.which("vaultlint", path=str(Path(sys.executable).parent))
    for command in ((script,) if script else (), COMMAND):
        if command:
            done = subprocess.run(
                [*command, "--no-cache", "--fix", "-q"],
                cwd=trial.root,
                capture_output=True,
                check=False,
            )
            assert done.returncode == 1, done.stderr
            assert b"LNK001" in done.stdout
    assert not (trial.folder / "pwned").exists()


@ROWS.each()
def test_a_row_gives_its_outcome(check: Check, tmp_path: Path) -> None:
    check(Trial(tmp_path))
