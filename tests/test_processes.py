"""Several processes say what one says, however they start and end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.test_cli import CLEAN_ENV, make

METHODS = ["fork", "spawn", "forkserver"]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="other signals there")


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault with findings in every process's share, and of every kind that crosses notes."""
    notes: dict[str, str | bytes] = {
        f"Note {n}.md": f"---\naliases: [Nick {n}]\ntags: [t{n % 7}]\n---\n# H\n"
        f"[[Note {n + 1}#H]] [[Gone {n}]] [[nick {n + 2}]]\n"
        for n in range(700)
    }
    files = {".obsidian/app.json": "{}", "bad.md": b"\xff", **notes}
    return make(tmp_path_factory.mktemp("processes") / "vault", files)


def environment(method: str, folder: Path, more: str = "") -> dict[str, str]:
    """One in which the command, and all processes it starts, start processes in this way, and run
    `more` first."""
    text = f"import vaultlint.disk.parallel as p\np.METHOD = {method!r}\n{more}"
    (folder / "sitecustomize.py").write_text(text)
    return {**CLEAN_ENV, "PYTHONPATH": str(folder)}


def command(kind: str) -> list[str]:
    """The ways in which the command is called."""
    if kind == "module":
        return [sys.executable, "-m", "vaultlint"]
    return [str(Path(sys.executable).with_name("vaultlint"))]


def run(vault: Path, *arguments: str, env: dict[str, str] = CLEAN_ENV) -> tuple[int, bytes, bytes]:
    words = [*command("module"), *arguments, "--no-cache", "--output-format", "json"]
    done = subprocess.run(words, cwd=vault, env=env, capture_output=True, check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def alone(vault: Path) -> tuple[int, bytes, bytes]:
    """What one process says."""
    return run(vault, "--jobs", "1")


@pytest.mark.parametrize("method", METHODS)
def test_every_start_gives_the_same_bytes(
    method: str, vault: Path, alone: tuple[int, bytes, bytes], tmp_path: Path
) -> None:
    if sys.platform == "win32" and method != "spawn":
        pytest.skip("not there")
    assert run(vault, "--jobs", "2", env=environment(method, tmp_path)) == alone
    assert len(alone[1]) > 200_000


@POSIX
@pytest.mark.parametrize(
    ("method", "kind"),
    [("fork", "module"), ("spawn", "module"), ("spawn", "script"), ("forkserver", "script")],
)
def test_ctrl_c_in_the_middle(
    method: str, kind: str, vault: Path, alone: tuple[int, bytes, bytes], tmp_path: Path
) -> None:
    """To the whole group, as a terminal sends it: no traceback, nobody left, no half cache."""
    cache = tmp_path / "cache"
    words = [*command(kind), "--jobs", "2", "--cache-dir", str(cache)]
    process = start(words, vault, environment(method, tmp_path, SLOW), subprocess.PIPE)
    time.sleep(0.2)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err.strip()) == (130, b"", b"vaultlint: interrupted")
    wait_for(lambda: not members(process.pid))
    done = subprocess.run(
        [*command(kind), "--cache-dir", str(cache), "--output-format", "json"],
        cwd=vault,
        env=CLEAN_ENV,
        capture_output=True,
        check=False,
    )
    assert done.stdout == alone[1]


@POSIX
@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_no_process_outlives_the_first(method: str, vault: Path, tmp_path: Path) -> None:
    words = [*command("module"), "--jobs", "2", "--no-cache"]
    process = start(words, vault, environment(method, tmp_path, SLOW), subprocess.DEVNULL)
    time.sleep(0.5)
    process.kill()
    process.wait(10)
    wait_for(lambda: not members(process.pid))


SLOW = """
import time
parse = p._parse
def _parse(root, notes):
    time.sleep(1.5)
    return parse(root, notes)
p._parse = _parse
"""
"""Processes that take their time, so that there is a middle."""


def start(words: list[str], vault: Path, env: dict[str, str], out: int) -> subprocess.Popen[bytes]:
    """The command in a group of its own, once it has processes at work."""
    process = subprocess.Popen(
        words, cwd=vault, env=env, stdout=out, stderr=out, start_new_session=True
    )
    wait_for(lambda: len(members(process.pid)) > 2)
    return process


def members(group: int) -> list[str]:
    """The living processes of a group, the first among them."""
    done = subprocess.run(["ps", "-eo", "pgid=,stat="], capture_output=True, text=True, check=True)
    rows = (line.split() for line in done.stdout.splitlines())
    return [row[1] for row in rows if row[0] == str(group) and not row[1].startswith("Z")]


def wait_for(holds: object, seconds: float = 20) -> None:
    """Wait until something holds."""
    assert callable(holds)
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)
