"""What git knows of a vault: its index, its blobs, and what changed. Runs the real git, reads only.
Nothing that a repository names as a command is run (`_git`).

Paths are relative to the vault, POSIX, in the bytes git stores (undecodable ones surrogate-escaped
as everywhere on disk). A vault may be a folder of a repository; what lies outside it is not seen.
"""

from __future__ import annotations

import os
import subprocess
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from vaultlint.changes import Changes

_REGULAR = ("100644", "100755")


class GitError(Exception):
    """git is missing, the vault is in no repository, or a revision does not exist."""


def in_repository(root: Path) -> bool:
    """Whether the vault lies in a working tree of git, and git can be run."""
    try:
        return _git(root, "rev-parse", "--is-inside-work-tree").strip() == b"true"
    except GitError:
        return False


def is_tracked(root: Path, path: str) -> bool:
    """Whether git's index holds the file or folder at `path`, or something in it."""
    try:
        # also where git calls the repository's owner dubious: no answer would be taken for "no"
        return bool(_git(root, "-c", "safe.directory=*", "ls-files", "-z", "--", path))
    except GitError:
        return False


_ON_A_LINE = 100
"""Paths that are asked for one by one: more might not fit on a command line."""


def index_files(root: Path) -> dict[str, str]:
    """Regular files of the index below the vault: path to blob id. Submodules and symlinks are
    left out; of a file in conflict our side is taken."""
    found: dict[str, str] = {}
    for entry in _records(_git(root, "ls-files", "--stage", "-z", "--", ".")):
        about, _, path = entry.partition("\t")
        mode, blob, stage = about.split(" ")
        if mode in _REGULAR and stage in ("0", "2"):
            found[path] = blob
    return found


def tree_files(root: Path, revision: str, paths: Collection[str] = ()) -> dict[str, str]:
    """Regular files of a revision below the vault, or those at `paths`: path to blob id."""
    found: dict[str, str] = {}
    asked = sorted(paths) if 0 < len(paths) <= _ON_A_LINE else ["."]
    for entry in _records(_git(root, "ls-tree", "-r", "-z", commit(root, revision), "--", *asked)):
        about, _, path = entry.partition("\t")
        mode, _, blob = about.split(" ")
        if mode in _REGULAR:
            found[path] = blob
    return found


def unstaged(root: Path) -> frozenset[str]:
    """Files of the index whose working copy is different or gone."""
    return frozenset(
        _records(_git(root, "diff-files", "--name-only", "--relative", "-z", "--", "."))
    )


def blobs(root: Path, ids: Iterable[str]) -> dict[str, bytes]:
    """The contents of blobs by id, read in one run of git."""
    wanted = sorted(set(ids))
    out = _git(root, "cat-file", "--batch", stdin="".join(f"{i}\n" for i in wanted).encode())
    found: dict[str, bytes] = {}
    at = 0
    for blob in wanted:
        head_end = out.index(b"\n", at)
        size = int(out[at:head_end].rpartition(b" ")[2])
        found[blob] = out[head_end + 1 : head_end + 1 + size]
        at = head_end + size + 2
    return found


def commit(root: Path, revision: str) -> str:
    """The commit that a revision names. Raises GitError where there is none (a shallow clone may
    not hold it)."""
    try:
        # --end-of-options: a revision that starts with a dash is no option of git
        wanted = ("--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        return _git(root, "rev-parse", *wanted).decode().strip()
    except GitError as error:
        shallow = _git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"
        hint = "; this clone is shallow: fetch its history first" if shallow else ""
        raise GitError(f"git knows no revision `{revision}`{hint}") from error


def staged_changes(root: Path, since: str | None = None) -> Changes:
    """From `since` (the last commit, if None; nothing at all before the first) to the index."""
    base = commit(root, since) if since else _head(root)
    return _changes(_git(root, *_DIFF, "--cached", base, "--", "."))


def changes_between(root: Path, old: str, new: str) -> Changes:
    """From one revision to another."""
    return _changes(_git(root, *_DIFF, commit(root, old), commit(root, new), "--", "."))


def working_changes(root: Path, since: str) -> Changes:
    """From a revision to the files on disk, those that git does not know yet included."""
    found = _changes(_git(root, *_DIFF, commit(root, since), "--", "."))
    new = _git(root, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    return Changes(found.changed, found.added | set(_records(new)), found.deleted, found.renamed)


def merge_base(root: Path, one: str, other: str) -> str:
    """The last commit two revisions share; `one` itself where git finds none (shallow clones)."""
    try:
        found = _git(root, "merge-base", commit(root, one), commit(root, other))
    except GitError:
        return commit(root, one)
    return found.decode().strip() or commit(root, one)


def history(root: Path) -> list[tuple[str, str]]:
    """The commits that touched the vault, the oldest first, each with its day (ISO)."""
    out = _git(root, "log", "--first-parent", "--reverse", "--format=%H %cs", "--", ".")
    return [(line[:40], line[41:]) for line in out.decode().splitlines()]


_DIFF = ("diff", "--raw", "--no-abbrev", "--find-renames", "--no-ext-diff", "--relative", "-z")


def _head(root: Path) -> str:
    try:
        return commit(root, "HEAD")
    except GitError:  # before the first commit: the empty tree stands for what was
        return _git(root, "hash-object", "-t", "tree", "--stdin", stdin=b"").decode().strip()


def _changes(out: bytes) -> Changes:
    sets: dict[str, set[str]] = {"M": set(), "A": set(), "D": set()}
    renamed: dict[str, tuple[str, str]] = {}
    contents: Counter[str] = Counter()
    records = _records(out)
    for about in records:
        *_, before, after, status = about.split(" ")
        path = next(records)
        kind = status[:1]
        contents[before if kind in "DR" else after] += 1
        if kind == "R":
            renamed[path] = next(records), before if status == "R100" else ""
        elif kind == "C":
            sets["A"].add(next(records))
        else:
            sets.get(kind, sets["M"]).add(path)
    # of notes with the same text git cannot tell which became which: no link shall follow a guess
    sure = {old: new for old, (new, text) in renamed.items() if not text or contents[text] == 1}
    guessed = renamed.keys() - sure.keys()
    added = sets["A"].union(renamed[old][0] for old in guessed)
    deleted = sets["D"] | guessed
    return Changes(frozenset(sets["M"]), frozenset(added), frozenset(deleted), sure)


def _records(out: bytes) -> Iterator[str]:
    for record in out.split(b"\0"):
        if record:
            yield os.fsdecode(record)


def _git(root: Path, *arguments: str, stdin: bytes | None = None) -> bytes:
    command = ("git", "-c", "core.quotePath=false", "-c", "core.fsmonitor=false", *arguments)
    try:
        done = subprocess.run(
            command, cwd=root, input=stdin, capture_output=True, check=False, env=_environment()
        )
    except OSError as error:
        raise GitError(f"git could not be run: {error.strerror}") from error
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        raise GitError(said or f"git {arguments[0]} failed")
    return done.stdout


def _environment() -> dict[str, str]:
    # no prompts, no pager, messages in one language, and the index is not refreshed on disk
    kept = dict(os.environ)
    if "GIT_WORK_TREE" not in kept:
        # set in hooks of linked worktrees; git would then take the vault's folder for the top
        kept.pop("GIT_DIR", None)
    return {**kept, "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
