"""A row that is no bad note: what is done to a vault, and what the command then says of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

from tests.bad_input.notes import HOME
from tests.bad_input.running import Ran, make, tree, vaultlint

FIXABLE = "---\ntag: x\n---\n[[Nope]]\n"
MENDED = "---\ntags:\n  - x\n---\n[[Nope]]\n"
"""A note with one finding that `--fix` mends and one that it does not, before and after."""


@dataclass
class Trial:
    """A vault with a note beside what is on trial, whose finding nothing may hide."""

    folder: Path

    @property
    def root(self) -> Path:
        return self.folder / "vault"

    def put(self, files: dict[str, str | bytes] | None = None) -> Path:
        """Write files to the vault; its folder."""
        return make(self.root, {**HOME, **(files or {})})

    def run(self, *arguments: str, env: dict[str, str] | None = None) -> Ran:
        """Run the command, without a memory."""
        return vaultlint("--no-cache", *arguments, cwd=self.root, env=env)

    def check(self, *arguments: str, code: int = 1) -> dict[str, str]:
        """Check the vault: the codes found, by path. Nothing is written."""
        before = tree(self.root)
        ran = self.run("--output-format", "json", *arguments)
        assert ran.code == code, ran.err
        assert tree(self.root) == before
        return codes(ran)

    def fix(self, *arguments: str, code: int = 1) -> Ran:
        """Fix the vault. The note beside is reported as before."""
        ran = self.run("--fix", "--output-format", "json", *arguments)
        assert ran.code == code, ran.err
        assert codes(ran)["Home.md"] == "LNK001"
        return ran

    def refuse(self, *arguments: str, says: tuple[str, ...], code: int = 2) -> Ran:
        """The command stops with a message, reports nothing and writes nothing."""
        before = tree(self.root)
        ran = self.run(*arguments)
        assert (ran.code, ran.out) == (code, ""), ran.err
        for part in says:
            assert part in ran.err
        assert tree(self.root) == before
        return ran


def codes(ran: Ran) -> dict[str, str]:
    """The codes of a JSON report, in their order, by path."""
    found: dict[str, list[str]] = {}
    for one in ran.report["diagnostics"]:
        found.setdefault(one["path"], []).append(one["code"])
    return {path: " ".join(its) for path, its in found.items()}


Check = Callable[[Trial], None]


@dataclass
class Rows:
    """The checks of a group's rows, each a case of one test."""

    checks: dict[str, Check] = field(default_factory=dict)

    def row(self, number: int, name: str) -> Callable[[Check], Check]:
        """Make a function the check of a row; a row may have several."""

        def add(check: Check) -> Check:
            key = f"{number}-{name.replace(' ', '-')}"
            assert key not in self.checks
            self.checks[key] = check
            return check

        return add

    def each(self) -> pytest.MarkDecorator:
        """Parametrize a test by the checks."""
        return pytest.mark.parametrize("check", list(self.checks.values()), ids=list(self.checks))


COMMAND = (sys.executable, "-m", "vaultlint")
_CLEAN = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith(("GIT_", "GITHUB_", "PRE_", "CI"))
}


def process(
    *arguments: str | bytes,
    cwd: Path,
    before: tuple[str, ...] = (),
    shell: str = "",
    env: dict[str, str | None] | None = None,
) -> Ran:
    """Run the command as a process of its own, for what only processes have. `before` are words of
    a command that starts it, `shell` what a shell does first, or with `$@` in it all that it does;
    `env` changes the environment, None takes a variable out."""
    command: list[str | bytes] = [*before, *COMMAND, *arguments]
    if shell:
        script = shell if "$@" in shell else f'{shell}; exec "$@"'
        command = ["sh", "-c", script, "sh", *command]
    merged = {**_CLEAN, "COLUMNS": "100", **(env or {})}
    wanted = {name: value for name, value in merged.items() if value is not None}
    done = subprocess.run(command, cwd=cwd, capture_output=True, env=wanted, check=False)
    out, err = (text.decode(errors="surrogateescape") for text in (done.stdout, done.stderr))
    assert "Traceback" not in out + err, err
    return Ran(done.returncode, out, err)


@cache
def bound_by_modes() -> tuple[str, ...] | None:
    """What starts a process to which the modes of files apply; None where root cannot have one."""
    if os.geteuid() != 0:
        return ()
    words = ("setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner")
    tried = shutil.which("setpriv") and subprocess.run([*words, "true"], check=False).returncode
    return words if tried == 0 else None


def starter() -> tuple[str, ...]:
    """The same; skips the test where there is none."""
    words = bound_by_modes()
    if words is None:
        pytest.skip("root may read and write everything, and setpriv is not there")
    return words
