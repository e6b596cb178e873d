"""The command run inside this process: a table of hundreds of inputs needs no process for each."""

from __future__ import annotations

import contextlib
import gc
import io
import json
import os
import stat
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from vaultlint.cli.app import run


class Ran(NamedTuple):
    """What a run of the command gave back."""

    code: int
    out: str
    err: str

    @property
    def report(self) -> dict[str, Any]:
        """The report, of a run with `--output-format json`."""
        report: dict[str, Any] = json.loads(self.out)
        return report


def vaultlint(*arguments: str, cwd: Path, env: dict[str, str] | None = None) -> Ran:
    """Run the command with `cwd` as working directory, and `env` besides the environment. Nothing
    it says is ever a traceback."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with (
        contextlib.chdir(cwd),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        pytest.MonkeyPatch.context() as environment,
    ):
        for name in ("GITHUB_ACTIONS", "GITHUB_WORKSPACE", "CI_PROJECT_DIR", "CI"):
            environment.delenv(name, raising=False)
        for name, value in (env or {}).items():
            environment.setenv(name, value)
        try:
            code = run(arguments)
        finally:
            gc.enable()
    texts = []
    for stream in (out, err):
        stream.flush()
        texts.append(stream.buffer.getvalue().decode())  # type: ignore[attr-defined]
    assert "Traceback" not in texts[0] + texts[1]
    return Ran(code, *texts)


def make(root: Path, files: dict[str, str | bytes]) -> Path:
    """A vault of `files`, written long enough ago that no fixer waits for its writer."""
    for name, text in {".obsidian/app.json": "{}", **files}.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        os.utime(file, (1_700_000_000, 1_700_000_000))
    return root


def tree(root: Path) -> dict[str, tuple[int, bytes | str]]:
    """Everything under `root` but the undo folder: mode, and bytes or where a link leads."""
    held: dict[str, tuple[int, bytes | str]] = {}
    for folder, folders, files in os.walk(root):
        if folder == str(root / ".vaultlint"):
            folders[:] = [f for f in folders if f != "undo"]
        for name in (*folders, *files):
            path = Path(folder, name)
            status = path.lstat()
            content: bytes | str = ""
            if stat.S_ISLNK(status.st_mode):
                content = str(path.readlink())
            elif stat.S_ISREG(status.st_mode) and status.st_mode & 0o400:
                content = path.read_bytes()
            held[path.relative_to(root).as_posix()] = (status.st_mode, content)
    return held
