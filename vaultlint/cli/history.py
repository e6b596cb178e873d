"""The numbers of a vault over its history in git, judged by the rules and settings of today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from vaultlint.cli.app import Stop
from vaultlint.cli.session import Session
from vaultlint.disk import git
from vaultlint.disk.obsidian import read_settings
from vaultlint.disk.vault import unchecked_of
from vaultlint.engine.numbers import Numbers, count
from vaultlint.engine.standing import Standing
from vaultlint.note import Note
from vaultlint.parse.readable import MAX_NOTE, READABLE
from vaultlint.rule import Selection
from vaultlint.vault import Vault

Files = dict[str, str]
"""Paths to the ids of their blobs."""


def over_time(
    session: Session, selection: Selection, samples: int, progress: Callable[[str], None]
) -> list[Numbers]:
    """The numbers at `samples` commits at most, the first and the last among them."""
    if not git.in_repository(session.root):
        raise Stop(f"{session.shown_root}: is in no git repository, which --history reads")
    try:
        commits = git.history(session.root)
        if not commits:
            raise Stop(f"{session.shown_root}: git knows no commit of this vault")
        chosen = [commits[at] for at in _spread(len(commits), samples)]
        trees = [(when, _files(session, revision)) for revision, when in chosen]
        return _numbers(session, selection, trees, progress)
    except git.GitError as error:
        raise Stop(f"git: {error}") from error


def _spread(commits: int, samples: int) -> list[int]:
    """Places among `commits`, evenly apart."""
    step = max((commits - 1) / (samples - 1), 1)
    return sorted({min(round(n * step), commits - 1) for n in range(samples)})


def _files(session: Session, revision: str) -> Files:
    found = git.tree_files(session.root, revision)
    return {p: blob for p, blob in found.items() if not p.startswith(".") and "/." not in p}


def _numbers(
    session: Session,
    selection: Selection,
    trees: list[tuple[str, Files]],
    progress: Callable[[str], None],
) -> list[Numbers]:
    """From each sample to the next only what changed is read, parsed and judged."""
    settings = read_settings(session.root)
    every = {path for _, files in trees for path in files}
    unchecked = unchecked_of(every, settings, session.config)
    nothing = Vault((), {}, settings, unchecked, session.schemas)
    standing = Standing(nothing, selection, date.today(), {})
    rows: list[Numbers] = []
    before: Files = {}
    for when, files in trees:
        progress(when)
        new = {p: blob for p, blob in files.items() if before.get(p) != blob}
        notes = _notes(session, {p: b for p, b in new.items() if p.lower().endswith(READABLE)})
        came = new.keys() - {n.path for n in notes}
        standing.change(notes, before.keys() - files.keys(), came)
        rows.append(count(standing.vault, standing.report().diagnostics, when))
        before = files
    return rows


def _notes(session: Session, wanted: Files) -> list[Note]:
    contents = git.blobs(session.root, wanted.values())
    return [Note.parse(p, contents[b]) for p, b in wanted.items() if len(contents[b]) <= MAX_NOTE]
