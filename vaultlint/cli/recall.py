"""The answer of the last time, where nothing changed: little is imported for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from vaultlint.cli.session import Session
from vaultlint.disk.cache import Cache
from vaultlint.disk.codec import Outcome
from vaultlint.disk.inputs import input_digests, names_in
from vaultlint.disk.listing import listing_digest
from vaultlint.disk.read import read_again
from vaultlint.disk.walk import Seen
from vaultlint.finding import Severity
from vaultlint.judgement import Report
from vaultlint.note import Note
from vaultlint.parse.facts import Facts, Problem
from vaultlint.parse.readable import READABLE


class Recalled(NamedTuple):
    """A report from memory, and what of the config is needed to end the run."""

    report: Report
    fail_on: Severity
    baseline: str


class Past(NamedTuple):
    """What a question, known by its key, was answered the last time, where config, schemas and
    settings are what they were then."""

    key: str
    outcome: Outcome | None


def past(session: Session, cache: Cache, asked: tuple[Any, ...]) -> Past:
    """The past of a question: a run with its options and its day."""
    key = _key(session, asked)
    return Past(key, _valid(session.root, cache.outcome(key)))


def recall(past: Past, root: Path, seen: Mapping[str, Seen]) -> Recalled | None:
    """The answer of the last time, if no file that it rests on changed; `seen` are the files of
    the vault as they are now."""
    outcome = past.outcome
    if outcome is None or outcome.listing != listing_digest(seen.values()):
        return None
    report = Report(
        Texts(root, seen, outcome.unreadable),
        tuple(outcome.diagnostics),
        outcome.notes,
        silenced=outcome.suppressed,
    )
    return Recalled(report, Severity(outcome.fail_on), outcome.baseline)


def question(today: date, *more: Any) -> tuple[Any, ...]:
    """What is asked of a vault: `more` are the rules that the command line names, and the paths."""
    return (today.isoformat(), *([list(m) for m in more] or [[], [], [], []]))


def _key(session: Session, asked: tuple[Any, ...]) -> str:
    own = (asked, str(session.config_file), [str(p) for p in session.more_rules])
    return sha256(repr(own).encode("utf-8", "surrogateescape")).hexdigest()


def _valid(root: Path, outcome: Outcome | None) -> Outcome | None:
    if outcome is None or outcome.inputs != input_digests(root, outcome.inputs):
        return None
    if any(names_in(root, folder) != names for folder, names in outcome.folders.items()):
        return None
    return outcome


class Texts:
    """A vault as reports need it: its files, and its notes with their text and no facts."""

    def __init__(
        self, root: Path, seen: Mapping[str, Seen], unreadable: Mapping[str, Problem]
    ) -> None:
        self.files = seen.keys()
        self.notes = _Notes(root, seen, unreadable)


class _Notes(Mapping[str, Note]):
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
            read = partial(read_again, f"{self._root}/{path}")
            left_out = problem is not None and problem.kind in ("io", "too-big")
            is_text = path.lower().endswith(READABLE)
            source = read() if is_text and not left_out else b""
            note = self._known[path] = Note(path, Facts(size, unreadable=problem), source)
        return note

    def __iter__(self) -> Iterator[str]:
        return iter(self._seen)

    def __len__(self) -> int:
        return len(self._seen)
