"""A vault under real git, for tests."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

IDENTITY = {
    "GIT_AUTHOR_NAME": "A Note-taker",
    "GIT_AUTHOR_EMAIL": "notes@example.org",
    "GIT_COMMITTER_NAME": "A Note-taker",
    "GIT_COMMITTER_EMAIL": "notes@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


def git(folder: Path, *arguments: str, check: bool = True, stdin: str | None = None) -> str:
    """Run git in `folder`; its output, or what it said if it failed and `check` is off."""
    done = subprocess.run(
        ("git", "-c", "init.defaultBranch=main", *arguments),
        cwd=folder,
        env={**os.environ, **IDENTITY},
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        check=False,
    )
    if check and done.returncode:
        raise AssertionError(f"git {' '.join(arguments)}: {done.stderr}")
    return done.stdout + (done.stderr if not check else "")


def repository(folder: Path, files: dict[str, str]) -> Path:
    """A new repository in which `files` are committed."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "-q")
    write(folder, files)
    commit(folder, "first")
    return folder


def write(folder: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        at = folder / path
        at.parent.mkdir(parents=True, exist_ok=True)
        at.write_bytes(text.encode())


def commit(folder: Path, message: str) -> str:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", message)
    return git(folder, "rev-parse", "HEAD").strip()
