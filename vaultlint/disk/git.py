"""What git knows of a vault: its index, its blobs, and what changed. Runs the real git, reads only.
Nothing that a repository names as a command is run (`git_run`).

Paths are relative to the vault, POSIX, in the bytes git stores (undecodable ones surrogate-escaped
as everywhere on disk). A vault may be a folder of a repository; what lies outside it is not seen.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from vaultlint.changes import Changes
from vaultlint.disk.git_run import GitError as GitError
from vaultlint.disk.git_run import Running, filter_drivers, git, records

_REGULAR = ("100644", "100755")
_MODULE = "160000"


NO_REPOSITORY = "not a git repository"


def in_repository(root: Path) -> bool:
    """Whether the vault lies in a working tree of git, and git can be run."""
    return not why_not(root)


def why_not(root: Path) -> str:
    """Why git answers nothing about the vault, in its words; empty if it does."""
    try:
        inside = git(root, "rev-parse", "--is-inside-work-tree").strip() == b"true"
    except GitError as error:
        return str(error)
    return "" if inside else NO_REPOSITORY


def is_tracked(root: Path, path: str) -> bool:
    """Whether git's index holds the file or folder at `path`, or something in it."""
    try:
        # also where git calls the repository's owner dubious: no answer would be taken for "no"
        return bool(git(root, "-c", "safe.directory=*", "ls-files", "-z", "--", path))
    except GitError:
        return False


_ON_A_LINE = 100
"""Paths that are asked for one by one: more might not fit on a command line."""


class Staging:
    """What git's index holds of a vault, and how it differs from the last commit and from the
    disk. Three runs of git are at work from the beginning, while other things are done."""

    def __init__(self, root: Path) -> None:
        self._running = Running(root, *_INDEX)
        # before the first commit git compares with nothing at all
        self._changes = Running(root, *_DIFF, "--cached", "--", ".")
        self._unstaged = Running(root, *_UNSTAGED, drivers=filter_drivers(root))

    def files(self) -> dict[str, str]:
        """As `index_files` gives them."""
        return _index(self._entries)

    def modules(self) -> frozenset[str]:
        """The folders that are repositories of their own."""
        return _modules(self._entries)

    @cached_property
    def _entries(self) -> bytes:
        return self._running.output()

    def unstaged(self) -> frozenset[str]:
        """As `unstaged` gives them."""
        return frozenset(records(self._unstaged.output()))

    def changes(self) -> Changes:
        """From the last commit to the index."""
        return _changes(self._changes.output())


_INDEX = ("ls-files", "--stage", "-z", "--", ".")
_UNSTAGED = (
    "diff-files", "--ignore-submodules=all", "--name-only", "--relative", "-z", "--", ".",
)  # fmt: skip


def index_files(root: Path) -> dict[str, str]:
    """Regular files of the index below the vault: path to blob id. Submodules and symlinks are
    left out; of a file in conflict our side is taken."""
    return _index(git(root, *_INDEX))


def _index(out: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in os.fsdecode(out).split("\0"):
        about, _, path = entry.partition("\t")
        if about[:6] in _REGULAR and about[-1] in "02":
            found[path] = about[7:-2]
    return found


def _modules(out: bytes) -> frozenset[str]:
    entries = os.fsdecode(out).split("\0")
    return frozenset(e.partition("\t")[2] for e in entries if e.startswith(_MODULE))


def tree_modules(root: Path, revision: str) -> frozenset[str]:
    """The folders of a revision that are repositories of their own."""
    return _modules(git(root, "ls-tree", "-r", "-z", commit(root, revision), "--", "."))


def tree_files(root: Path, revision: str, paths: Collection[str] = ()) -> dict[str, str]:
    """Regular files of a revision below the vault, or those at `paths`: path to blob id."""
    found: dict[str, str] = {}
    asked = sorted(paths) if 0 < len(paths) <= _ON_A_LINE else ["."]
    for entry in records(git(root, "ls-tree", "-r", "-z", commit(root, revision), "--", *asked)):
        about, _, path = entry.partition("\t")
        mode, _, blob = about.split(" ")
        if mode in _REGULAR:
            found[path] = blob
    return found


def unstaged(root: Path) -> frozenset[str]:
    """Files of the index whose working copy is different or gone."""
    return frozenset(records(git(root, *_UNSTAGED, drivers=filter_drivers(root))))


def blobs(root: Path, ids: Iterable[str]) -> dict[str, bytes]:
    """The contents of blobs by id, read in one run of git. Raises GitError where one is not here
    (a partial clone): nothing is fetched."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    out = git(root, "cat-file", "--batch", stdin="".join(f"{i}\n" for i in wanted).encode())
    found: dict[str, bytes] = {}
    at = 0
    for blob in wanted:
        head_end = out.index(b"\n", at)
        kind = out[at:head_end].rpartition(b" ")[2]
        if kind == b"missing":
            raise GitError("this clone does not hold all of its files: `git fetch --refetch` first")
        size = int(kind)
        found[blob] = out[head_end + 1 : head_end + 1 + size]
        at = head_end + size + 2
    return found


def commit(root: Path, revision: str) -> str:
    """The commit that a revision names. Raises GitError where there is none (a shallow clone may
    not hold it)."""
    try:
        # --end-of-options: a revision that starts with a dash is no option of git
        wanted = ("--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        return git(root, "rev-parse", *wanted).decode().strip()
    except GitError as error:
        shallow = git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"
        hint = "; this clone is shallow: fetch its history first" if shallow else ""
        raise GitError(f"git knows no revision `{revision}`{hint}") from error


def changes_between(root: Path, old: str, new: str) -> Changes:
    """From one revision to another."""
    return _changes(git(root, *_DIFF, commit(root, old), commit(root, new), "--", "."))


def working_changes(root: Path, since: str) -> Changes:
    """From a revision to the files on disk, those that git does not know yet included."""
    since, drivers = commit(root, since), filter_drivers(root)
    found = _changes(git(root, *_DIFF, since, "--", ".", drivers=drivers))
    new = git(root, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    return replace(found, added=found.added | set(records(new)))


def merge_base(root: Path, one: str, other: str) -> str:
    """The last commit two revisions share; `one` itself where git finds none (shallow clones)."""
    try:
        found = git(root, "merge-base", commit(root, one), commit(root, other))
    except GitError:
        return commit(root, one)
    return found.decode().strip() or commit(root, one)


def history(root: Path) -> list[tuple[str, str]]:
    """The commits that touched the vault, the oldest first, each with its day (ISO)."""
    out = git(root, "log", "--first-parent", "--reverse", "--format=%H %cs", "--", ".")
    return [(line[:40], line[41:]) for line in out.decode().splitlines()]


_DIFF = (
    "diff", "--raw", "--no-abbrev", "--find-renames", "--no-ext-diff", "--no-textconv",
    "--ignore-submodules=all", "--relative", "-z",
)  # fmt: skip


def _changes(out: bytes) -> Changes:
    sets: dict[str, set[str]] = {"M": set(), "A": set(), "D": set()}
    renamed: dict[str, tuple[str, str]] = {}
    contents: Counter[str] = Counter()
    old: dict[str, str] = {}
    parts = records(out)
    for about in parts:
        mode, _, before, after, status = about.split(" ")
        path = next(parts)
        if mode[1:] in _REGULAR:
            old[path] = before
        kind = status[:1]
        contents[before if kind in "DR" else after] += 1
        if kind == "R":
            renamed[path] = next(parts), before if status == "R100" else ""
        elif kind == "C":
            sets["A"].add(next(parts))
        else:
            sets.get(kind, sets["M"]).add(path)
    # of notes with the same text git cannot tell which became which: no link shall follow a guess
    sure = {old: new for old, (new, text) in renamed.items() if not text or contents[text] == 1}
    guessed = renamed.keys() - sure.keys()
    added = sets["A"].union(renamed[old][0] for old in guessed)
    deleted = sets["D"] | guessed
    return Changes(frozenset(sets["M"]), frozenset(added), frozenset(deleted), sure, old)
