"""What a run need not do again: the same question is answered from memory where nothing changed,
and where little did, only the notes that the change touches are judged again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from vaultlint.cli.recall import Past, Texts, past, question, recall
from vaultlint.cli.session import Session
from vaultlint.disk.basis import Basis, Record
from vaultlint.disk.cache import Cache
from vaultlint.disk.codec import Index, Outcome, Since, decode
from vaultlint.disk.cores import processes
from vaultlint.disk.inputs import input_digests, input_files, names_in, schema_folders
from vaultlint.disk.listing import listing_digest, settled
from vaultlint.disk.vault import Loaded
from vaultlint.disk.walk import Seen, walk
from vaultlint.engine.check import checked_paths, judge, summed_up
from vaultlint.judgement import Judged, Report
from vaultlint.note import Face, Note
from vaultlint.parse.facts import Facts, Problem
from vaultlint.parse.readable import READABLE
from vaultlint.rule import Body, Selection
from vaultlint.schema.predicate import link_name
from vaultlint.vault import Vault
from vaultlint.vault.face import face
from vaultlint.vault.ties import Change, touched

MOST = 0.1
"""Share of files that may have changed for it to pay to judge only what they touch."""


class Answer(NamedTuple):
    """A report with the vault it is about, and the notes that were judged for it."""

    report: Report
    loaded: Loaded
    judged: Mapping[str, Judged]


class Memory:
    """What is known of one question to one vault. A question is a run with its options and its
    day; `seen` are the files of the vault as they are now."""

    def __init__(
        self, session: Session, cache: Cache, seen: Mapping[str, Seen], past: Past
    ) -> None:
        self._session = session
        self._cache = cache
        self._seen = seen
        self._at = time.time_ns()
        self._past = past
        self._basis: Basis | None = None
        self._differing: frozenset[str] = frozenset()

    def ask(
        self,
        selection: Selection,
        today: date,
        within: Callable[[Vault], frozenset[str] | None] = lambda _: None,
        jobs: int = 0,
        progress: Callable[[str], None] | None = None,
    ) -> Answer:
        """The answer now, from memory as far as that goes. `within` gives the notes asked about,
        None for all."""
        known = self._resume(selection, today, within)
        if known is not None:
            return known
        loaded = self._load(jobs=jobs, progress=progress, meanwhile=lambda: _imported(selection))
        vault = loaded.vault
        paths = checked_paths(vault, within(vault), selection)
        count = processes(jobs, len(paths))
        wanted = self._cache.keeps
        if count > 1:
            from vaultlint.disk.parallel import judge_all

            judged = judge_all(vault, selection, today, paths, count, progress, with_asks=wanted)
        else:
            judged = judge(vault, selection, today, paths, progress, with_asks=wanted)
        return Answer(summed_up(vault, judged), loaded, judged)

    def _load(self, **more: Any) -> Loaded:
        return self._session.load(cache=self._cache, walked=self._seen, **more)

    def _resume(
        self,
        selection: Selection,
        today: date,
        within: Callable[[Vault], frozenset[str] | None],
    ) -> Answer | None:
        """The answer of the last time, with the notes judged again that a change since then
        touches; None where there is none, or too much changed."""
        outcome = self._past.outcome
        basis = self._cache.basis(self._past.key) if outcome is not None else None
        if outcome is None or basis is None:
            return None
        differing = frozenset(path for path, _ in basis.listing.items() ^ self._seen.items())
        if len(differing) > max(MOST * len(self._seen), 8):
            return None
        loaded = self._load(lazy=True)
        vault = loaded.vault
        asking = self._asking(vault, basis, differing)
        if asking is None:
            return None
        chosen = frozenset(checked_paths(vault, within(vault), selection))
        others = chosen.difference(vault.notes)  # whether they are in use, other notes say
        again = chosen & {*differing, *asking, *others}
        judged = judge(vault, selection, today, sorted(again), with_asks=True)
        self._basis, self._differing = basis, differing
        return Answer(self._merged(vault, outcome, judged, chosen, others), loaded, judged)

    def _asking(self, vault: Vault, basis: Basis, differing: frozenset[str]) -> set[str] | None:
        """The notes that ask for what a change of the files `differing` touches; None where that
        cannot be told, or another run came between."""
        changes = list(self._changes(vault, differing, basis.listing))
        keys = touched(vault, changes, partial(self._cache.near, self._past.key))
        if len(changes) < len(differing) or not keys.isdisjoint(map(link_name, basis.schema_links)):
            return None
        asking = self._cache.asking(self._past.key, keys)
        if not self._cache.is_as_read(self._past.key):
            return None
        return {basis.paths[at] for places in asking.values() for at in places}

    def keep(self, answer: Answer) -> None:
        """Keep an answer for the next time, and what was parsed for it; no report with a crash."""
        if not self._cache.keeps:
            return
        report, loaded, judged = answer
        if report.crashes:
            self._cache.keep(fresh(loaded))
            return
        places = {path: at for at, path in enumerate(self._basis.paths if self._basis else ())}
        asks: dict[str, list[int]] = {}
        for path, its in judged.items():
            at = places.setdefault(path, len(places))
            for key in its.asks:
                asks.setdefault(key, []).append(at)
        listing = settled(self._seen.values(), self._at)
        outcome = self._outcome_of(report, listing_digest(listing), loaded.vault, judged)
        basis = self._basis_now(loaded.vault, list(places), listing)
        record = Record(self._past.key, outcome, basis, asks, anew=self._basis is None)
        gone = self._differing.difference(self._seen)
        self._cache.keep(fresh(loaded), gone, record)

    def _basis_now(self, vault: Vault, paths: list[str], listing: list[Seen]) -> Index | Since:
        links = set(vault.matcher.targets.of_schemas())
        if self._basis is not None:
            links.update(self._basis.schema_links)
            since = self._basis.then(self._differing, self._seen, self._at, paths, sorted(links))
            if since is not None:
                return since
        return Index([*listing], paths, sorted(links))

    def _changes(
        self,
        vault: Vault,
        differing: Iterable[str],
        before: Mapping[str, tuple[str, int, int, str, str]],
    ) -> Iterator[Change]:
        """The changes, as long as it is known what was there before."""
        for path in sorted(differing):
            old = None
            if path in before and path.lower().endswith(READABLE):
                facts = decode(Facts, self._cache.facts(Seen._make(before[path])))
                if facts is None:
                    return
                old = Note(path, facts, b"")
            yield Change(path, old, vault.notes.get(path))

    def _merged(
        self,
        vault: Vault,
        outcome: Outcome,
        judged: Mapping[str, Judged],
        chosen: frozenset[str],
        others: frozenset[str],
    ) -> Report:
        new = summed_up(vault, judged)
        same = chosen - judged.keys()
        found = [*(d for d in outcome.diagnostics if d.path in same), *new.diagnostics]
        found.sort(key=lambda d: d.order)
        unreadable = {p: u for p, u in outcome.unreadable.items() if p in same}
        return Report(
            Texts(self._session.root, self._seen, unreadable | _unreadable(vault, judged)),
            tuple(found),
            len(chosen) - len(others),
            silenced={p: n for p, n in outcome.suppressed.items() if p in same}
            | dict(new.silenced),
            crashes=new.crashes,
        )

    def _outcome_of(
        self, report: Report, listing: str, vault: Vault, judged: Mapping[str, Judged]
    ) -> Outcome:
        config, root = self._session.config, self._session.root
        files = input_files(root, config, self._session.more_rules, self._session.config_file)
        folders = {f: names_in(root, f) for f in schema_folders(config, self._session.more_rules)}
        unreadable = self._past.outcome.unreadable if self._basis and self._past.outcome else {}
        still = {p: u for p, u in unreadable.items() if p not in judged and p in self._seen}
        return Outcome(
            input_digests(root, files),
            folders,
            listing,
            str(config.fail_on),
            config.baseline,
            report.notes,
            dict(report.silenced),
            list(report.diagnostics),
            still | _unreadable(vault, judged),
        )


def _imported(selection: Selection) -> list[Body]:
    """The rules in force, imported once for all processes that are started from here."""
    return [active.rule.body for active in selection("") if not active.if_asked]


def whole(session: Session, folder: Path | None) -> Report:
    """A check of the whole vault, with the cache in `folder`."""
    with Cache(folder, session.root) as cache:
        report, _ = check_whole(session, cache, {s.path: s for s in walk(session.root)})
    return report


def check_whole(
    session: Session, cache: Cache, seen: Mapping[str, Seen]
) -> tuple[Report, Vault | None]:
    """A check of the whole vault, and the vault, if it had to be read for that."""
    today = date.today()
    before = past(session, cache, question(today))
    known = recall(before, session.root, seen)
    if known is not None:
        return known.report, None
    memory = Memory(session, cache, seen, before)
    answer = memory.ask(session.config.select(), today)
    memory.keep(answer)
    return answer.report, answer.loaded.vault


def fresh(loaded: Loaded) -> Iterator[tuple[Seen, bytes, bytes, Face]]:
    """What was parsed for a run, as a cache keeps it."""
    contents = loaded.shelf.fresh
    for seen in settled(loaded.seen[p] for p in sorted(contents) if p in loaded.seen):
        path = seen.path
        its = loaded.faces.get(path) or face(loaded.vault.notes[path])
        yield seen, contents[path], loaded.shelf.encoded(path), its


def _unreadable(vault: Vault, judged: Mapping[str, Judged]) -> dict[str, Problem]:
    paths = (path for path, its in judged.items() if its.diagnostics)
    found = ((path, vault.file(path).facts.unreadable) for path in paths)
    return {path: problem for path, problem in found if problem is not None}
