"""git, run for what it knows. A repository is data of others: nothing that it names as a command
is run for us, neither hooks nor monitors, filters, signature checks or what would fetch objects."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Collection, Iterator
from pathlib import Path

_HARMLESS = (
    "-c", "core.quotePath=false", "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=",
    "-c", "log.showSignature=false",
)  # fmt: skip


class GitError(Exception):
    """git is missing, the vault is in no repository, or a revision does not exist."""


class Running:
    """A run of git, from its start on, without the filter `drivers`."""

    def __init__(self, root: Path, *arguments: str, drivers: Collection[str] = ()) -> None:
        self._arguments = arguments
        command = ("git", "--no-pager", *_HARMLESS, *arguments)
        environment = _environment() | _without(drivers)
        pipe = subprocess.PIPE
        try:
            self._process = subprocess.Popen(
                command, cwd=root, stdin=pipe, stdout=pipe, stderr=pipe, env=environment
            )
        except OSError as error:
            raise GitError(f"git could not be run: {error.strerror}") from error

    def output(self, stdin: bytes = b"") -> bytes:
        """What it printed, once it is over. Raises GitError where it failed."""
        out, err = self._process.communicate(stdin)
        if self._process.returncode != 0:
            said = err.decode("utf-8", "replace").strip().partition("\n")[0]
            raise GitError(said or f"git {self._arguments[0]} failed")
        return out


def git(root: Path, *arguments: str, stdin: bytes = b"", drivers: Collection[str] = ()) -> bytes:
    """What a run of git prints. Raises GitError."""
    return Running(root, *arguments, drivers=drivers).output(stdin)


def records(out: bytes) -> Iterator[str]:
    """The parts of an answer that git ends with NUL bytes."""
    for record in out.split(b"\0"):
        if record:
            yield os.fsdecode(record)


_NO_DRIVER = ("clean=", "smudge=", "process=", "required=false")


def filter_drivers(root: Path) -> set[str]:
    """The filters that are set up, which git would run on files of the working tree: only git
    itself shall read notes for us. A note behind one counts as changed where its time did."""
    try:
        names = git(root, "config", "--name-only", "-z", "--get-regexp", r"^filter\.")
    except GitError:  # there are none
        return set()
    return {name.rpartition(".")[0] for name in records(names)}


def _environment() -> dict[str, str]:
    # no prompts, messages in one language, the index is not refreshed on disk, nothing is fetched
    kept = dict(os.environ)
    if "GIT_WORK_TREE" not in kept:
        # set in hooks of linked worktrees; git would then take the vault's folder for the top
        kept.pop("GIT_DIR", None)
    return {
        **kept,
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_ALLOW_PROTOCOL": "none",
        "LC_ALL": "C",
    }


def _without(drivers: Collection[str]) -> dict[str, str]:
    """Settings that put filter drivers out of force, as git takes them from its environment: on a
    command line their names could not hold every character."""
    settings = [
        f"{driver}.{setting}".rpartition("=") for driver in drivers for setting in _NO_DRIVER
    ]
    if not settings:
        return {}
    given = os.environ.get("GIT_CONFIG_COUNT", "")
    first = int(given) if given.isdecimal() else 0
    found = {"GIT_CONFIG_COUNT": str(first + len(settings))}
    for at, (key, _, value) in enumerate(settings, first):
        found |= {f"GIT_CONFIG_KEY_{at}": key, f"GIT_CONFIG_VALUE_{at}": value}
    return found
