"""A check that need not be made again: nothing changed since it was made the last time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from vaultlint.cli.session import Session
from vaultlint.disk.cache import Cache, is_settled, listing_digest
from vaultlint.disk.codec import Outcome
from vaultlint.disk.inputs import input_digests, input_files, names_in, schema_folders
from vaultlint.disk.vault import read_again
from vaultlint.disk.walk import Seen
from vaultlint.engine import Report
from vaultlint.finding import Severity
from vaultlint.note import Note
from vaultlint.parse.facts import Facts, Problem
from vaultlint.vault import Vault


class Remembered(NamedTuple):
    """A report from the last time, and what of the config is needed to end the run."""

    report: Report
    fail_on: Severity
    baseline: str


def run_key(session: Session, paths: tuple[Path, ...], given: Mapping[str, Any], day: date) -> str:
    """What makes two runs the same question."""
    asked = (
        day.isoformat(),
        given["select"],
        given["extend_select"],
        given["ignore"],
        [session.inside(p) for p in paths],
        str(session.config_file),
        [str(p) for p in session.more_rules],
    )
    return sha256(repr(asked).encode("utf-8", "surrogateescape")).hexdigest()


def recall(session: Session, cache: Cache, key: str, seen: Mapping[str, Seen]) -> Remembered | None:
    """What the same question was answered with, if nothing that it rests on changed."""
    outcome = cache.outcome(key)
    if outcome is None or outcome.listing != listing_digest(seen.values()):
        return None
    root = session.root
    if outcome.inputs != input_digests(root, outcome.inputs):
        return None
    if any(names_in(root, folder) != names for folder, names in outcome.folders.items()):
        return None
    notes = _Notes(root, seen, outcome.unreadable)
    report = Report(
        Vault(seen, notes), tuple(outcome.diagnostics), outcome.notes, suppressed=outcome.suppressed
    )
    return Remembered(report, Severity(outcome.fail_on), outcome.baseline)


def remember(
    session: Session, cache: Cache, key: str, seen: Mapping[str, Seen], report: Report
) -> None:
    """Keep a report for the next time; not one with a crash, nor while files are still moving."""
    if report.crashes or not is_settled(seen.values()):
        return
    config, root = session.config, session.root
    files = input_files(root, config, session.more_rules, session.config_file)
    folders = {f: names_in(root, f) for f in schema_folders(config, session.more_rules)}
    vault = report.vault
    unreadable = {
        d.path: problem
        for d in report.diagnostics
        if (problem := vault.notes[d.path].facts.unreadable) is not None
    }
    outcome = Outcome(
        input_digests(root, files),
        folders,
        listing_digest(seen.values()),
        str(config.fail_on),
        config.baseline,
        report.notes,
        report.suppressed,
        list(report.diagnostics),
        unreadable,
    )
    cache.keep_outcome(key, outcome)


class _Notes(Mapping[str, Note]):
    """The notes of a vault as reports need them: their text, and no facts."""

    def __init__(
        self, root: Path, seen: Mapping[str, Seen], unreadable: Mapping[str, Problem]
    ) -> None:
        self._root = root
        self._seen = seen
        self._unreadable = unreadable
        self._known: dict[str, Note] = {}

    def __getitem__(self, path: str) -> Note:
        note = self._known.get(path)
        if note is None:
            problem = self._unreadable.get(path)
            size = self._seen[path].size
            read = partial(read_again, self._root / path)
            source = b"" if problem and problem.kind in ("io", "too-big") else read()
            note = self._known[path] = Note(path, Facts(size, unreadable=problem), source)
        return note

    def __iter__(self) -> Iterator[str]:
        return iter(self._seen)

    def __len__(self) -> int:
        return len(self._seen)
