"""Which notes a run speaks of: paths, what git has staged, or what changed since a revision."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from vaultlint.changes import Changes
from vaultlint.cli.app import Stop
from vaultlint.cli.session import Session
from vaultlint.disk import git
from vaultlint.engine.change import before
from vaultlint.parse.readable import READABLE
from vaultlint.vault import Vault
from vaultlint.vault.names import Former, Names


@dataclass(frozen=True)
class Scope:
    """`paths` are what is reported, None for all. `only` are the files of the vault and `instead`
    their bytes, where git and not the disk says so. `changes` is what a commit or push changes,
    `old` the bytes it replaces and `before` the vault that was. `frozen` notes are not fixed:
    what git has staged of them is not what stands on disk."""

    paths: frozenset[str] | None = None
    only: frozenset[str] | None = None
    instead: Mapping[str, bytes] = field(default_factory=dict)
    changes: Changes | None = None
    old: Mapping[str, bytes] = field(default_factory=dict)
    before: Vault | None = None
    frozen: frozenset[str] = frozenset()
    session: Session | None = None
    given: tuple[Path, ...] = ()

    def within(self, vault: Vault, on_disk: Iterable[str] = ()) -> Scope:
        """The scope, now that the vault is known, and what files are on disk."""
        if self.changes is not None:
            old = before(vault, self.changes, self.old)
            aside = Names(sorted(set(on_disk) - vault.files))
            vault.former = Former(old.names, self.changes.renamed, aside)
            return replace(self, before=old)
        if self.session is None:
            return self
        return replace(self, paths=self.session.chosen(self.given, vault.files))


def find_scope(session: Session, paths: list[Path], given: dict[str, Any]) -> Scope:
    """The scope that the command line asks for."""
    since = given["changed_since"]
    if not (given["hook"] or given["staged"] or since):
        return Scope(session=session, given=tuple(paths))
    if paths:
        raise Stop("PATHS cannot be combined with --hook, --staged or --changed-since")
    if not git.in_repository(session.root):
        raise Stop(f"{session.root}: is in no git repository, which --hook and its like need")
    try:
        if since:
            return _since(session, git.commit(session.root, since))
        if given["hook"]:
            return _hook(session)
        return _staged(session)
    except git.GitError as error:
        raise Stop(f"git: {error}") from error


def _hook(session: Session) -> Scope:
    """What pre-commit's environment says, else what is staged, else the whole vault."""
    start, end = os.environ.get("PRE_COMMIT_FROM_REF"), os.environ.get("PRE_COMMIT_TO_REF")
    if start and end:
        root = session.root
        return _between(session, git.merge_base(root, start, end), git.commit(root, end))
    scope = _staged(session)
    return scope if scope.changes else replace(scope, changes=None, session=session)


def _staged(session: Session) -> Scope:
    root = session.root
    files = git.index_files(root)
    unstaged = git.unstaged(root) & files.keys()
    readable = {p: b for p, b in files.items() if p.lower().endswith(READABLE)}
    instead = _blobs(root, {p: b for p, b in readable.items() if p in unstaged})
    changes = git.staged_changes(root)
    old = _replaced(session, changes, "HEAD") if changes else {}
    return Scope(None, frozenset(_visible(files)), instead, changes, old, frozen=unstaged)


def _since(session: Session, revision: str) -> Scope:
    # a branch is not to blame for what others did since it left
    revision = git.merge_base(session.root, revision, "HEAD")
    changes = git.working_changes(session.root, revision)
    return Scope(changes=changes, old=_replaced(session, changes, revision))


def _between(session: Session, start: str, end: str) -> Scope:
    root = session.root
    changes = git.changes_between(root, start, end)
    files = git.tree_files(root, end)
    readable = {p: b for p, b in files.items() if p.lower().endswith(READABLE)}
    # what is pushed is what was committed, not what stands on disk
    now = git.index_files(root)
    differs = {p: b for p, b in readable.items() if now.get(p) != b} | {
        p: readable[p] for p in git.unstaged(root) & readable.keys()
    }
    instead = _blobs(root, differs)
    old = _replaced(session, changes, start)
    return Scope(None, frozenset(_visible(files)), instead, changes, old, frozen=frozenset(differs))


def _replaced(session: Session, changes: Changes, revision: str) -> dict[str, bytes]:
    if not changes.replaced:
        return {}
    notes = {p for p in changes.replaced if p.lower().endswith(READABLE)}
    if not notes:
        return {}
    old = git.tree_files(session.root, revision, notes)
    wanted = {p: old[p] for p in notes if p in old}
    return _blobs(session.root, wanted)


def _blobs(root: Path, wanted: Mapping[str, str]) -> dict[str, bytes]:
    contents = git.blobs(root, wanted.values())
    return {path: contents[blob] for path, blob in wanted.items() if blob in contents}


def _visible(files: Mapping[str, str]) -> list[str]:
    return [p for p in files if not p.startswith(".") and "/." not in p]
