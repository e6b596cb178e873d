"""Which notes a run speaks of: paths, what git has staged, or what changed since a revision."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vaultlint.changes import Changes
from vaultlint.cli.app import Stop
from vaultlint.cli.session import Session
from vaultlint.disk import git
from vaultlint.disk.inputs import says_how
from vaultlint.parse.readable import READABLE

if TYPE_CHECKING:  # git is to be at work before these are imported
    from vaultlint.cli.resettled import Resettled
    from vaultlint.vault import Vault


@dataclass(frozen=True)
class Scope:
    """`paths` are what is reported, None for all. `only` are the files of the vault and `instead`
    their bytes, where git and not the disk says so; of `modules`, folders that are repositories of
    their own, the disk does. `changes` is what a commit or push changes, `old` the bytes it
    replaces, `before` the vault that was, and `resettled` how it was looked at, if otherwise than
    now. `frozen` notes are not fixed: what git has staged of them is not what stands on disk."""

    paths: frozenset[str] | None = None
    only: frozenset[str] | None = None
    modules: frozenset[str] = frozenset()
    instead: Mapping[str, bytes] = field(default_factory=dict)
    changes: Changes | None = None
    old: Mapping[str, bytes] = field(default_factory=dict)
    before: Vault | None = None
    resettled: Resettled | None = None
    frozen: frozenset[str] = frozenset()
    session: Session | None = None
    given: tuple[Path, ...] = ()

    def files(self, on_disk: Iterable[str]) -> frozenset[str] | None:
        """The files of the vault; None for those on disk."""
        if self.only is None or not self.modules:
            return self.only
        below = tuple(f"{folder}/" for folder in self.modules)
        return self.only | {path for path in on_disk if path.startswith(below)}

    def within(self, vault: Vault, on_disk: Iterable[str] = ()) -> Scope:
        """The scope, now that the vault is known, and what files are on disk."""
        if self.changes is not None:
            from vaultlint.engine.change import before
            from vaultlint.vault.names import Former, Names

            old = before(vault, self.changes, self.old)
            aside = Names(sorted(set(on_disk) - vault.files))
            vault.former = Former(old.names, self.changes.renamed, aside)
            return replace(self, before=self.resettled.seen(old) if self.resettled else old)
        if self.session is None:
            return self
        return replace(self, paths=self.session.chosen(self.given, vault.files))


def find_scope(
    session: Session, paths: Iterable[Path], given: dict[str, Any]
) -> Callable[[], Scope]:
    """What gives the scope that the command line asks for; where git is asked, it is at work from
    now on."""
    since = given["changed_since"]
    if not (given["hook"] or given["staged"] or since):
        scope = Scope(session=session, given=tuple(paths))
        return lambda: scope
    if sum(map(bool, (given["hook"], given["staged"], since))) > 1:
        raise Stop("--hook, --staged and --changed-since each name the change: give one of them")
    if paths:
        raise Stop("PATHS cannot be combined with --hook, --staged or --changed-since")
    try:
        ask = _asking(session, given)
    except git.GitError as error:
        raise _stop(session, error) from error

    def find() -> Scope:
        try:
            scope = ask()
            return replace(scope, resettled=_resettled(session, scope.changes))
        except git.GitError as error:
            raise _stop(session, error) from error

    return find


def _asking(session: Session, given: dict[str, Any]) -> Callable[[], Scope]:
    """What asks git for the change that the command line, or pre-commit, names."""
    if given["changed_since"]:
        return partial(_since, session, given["changed_since"])
    start, end = os.environ.get("PRE_COMMIT_FROM_REF"), os.environ.get("PRE_COMMIT_TO_REF")
    if given["hook"] and start and end:
        return partial(_between, session, start, end)
    return partial(_staged, session, git.Staging(session.root), hook=given["hook"])


def _resettled(session: Session, changes: Changes | None) -> Resettled | None:
    if changes is None or not any(map(says_how, changes.present | changes.gone)):
        return None
    from vaultlint.cli.resettled import resettled

    return resettled(session, changes)


def _stop(session: Session, error: git.GitError) -> Stop:
    why = git.why_not(session.root) or str(error)
    if git.NO_REPOSITORY not in why:
        return Stop(why if why.startswith("git ") else f"git: {why}")
    options = "--hook, --staged and --changed-since"
    return Stop(f"{session.root}: is in no git repository, which {options} need")


def _staged(session: Session, staging: git.Staging, *, hook: bool) -> Scope:
    """What is staged. In a hook where nothing is, the whole vault."""
    changes = staging.changes()
    files = staging.files()
    unstaged = staging.unstaged() & files.keys()
    instead = {p: files[p] for p in unstaged if p.lower().endswith(READABLE)}
    replaced = _replaced(changes)
    contents = git.blobs(session.root, {*instead.values(), *replaced.values()})
    return Scope(
        None,
        frozenset(_visible(files)),
        staging.modules(),
        _of(instead, contents),
        None if hook and not changes else changes,
        _of(replaced, contents),
        frozen=unstaged,
        session=session if hook and not changes else None,
    )


def _since(session: Session, revision: str) -> Scope:
    root = session.root
    # a branch is not to blame for what others did since it left
    base = git.merge_base(root, git.commit(root, revision), "HEAD")
    changes = git.working_changes(root, base)
    replaced = _replaced(changes)
    return Scope(changes=changes, old=_of(replaced, git.blobs(root, replaced.values())))


def _between(session: Session, start: str, end: str) -> Scope:
    """What is pushed: what was committed, not what stands on disk."""
    root = session.root
    start, end = git.merge_base(root, start, end), git.commit(root, end)
    changes = git.changes_between(root, start, end)
    files = git.tree_files(root, end)
    readable = {p: b for p, b in files.items() if p.lower().endswith(READABLE)}
    now = git.index_files(root)
    differs = {p: b for p, b in readable.items() if now.get(p) != b} | {
        p: readable[p] for p in git.unstaged(root) & readable.keys()
    }
    replaced = _replaced(changes)
    contents = git.blobs(root, {*differs.values(), *replaced.values()})
    return Scope(
        None,
        frozenset(_visible(files)),
        git.tree_modules(root, end),
        _of(differs, contents),
        changes,
        _of(replaced, contents),
        frozen=frozenset(differs),
    )


def _replaced(changes: Changes) -> dict[str, str]:
    """Git's ids of what the notes were that are changed or gone."""
    notes = (p for p in changes.replaced if p.lower().endswith(READABLE))
    return {p: changes.contents[p] for p in notes if p in changes.contents}


def _of(wanted: Mapping[str, str], contents: Mapping[str, bytes]) -> dict[str, bytes]:
    return {path: contents[blob] for path, blob in wanted.items() if blob in contents}


def _visible(files: Mapping[str, str]) -> list[str]:
    return [p for p in files if not p.startswith(".") and "/." not in p]
