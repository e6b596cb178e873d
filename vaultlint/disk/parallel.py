"""Notes parsed and judged in several processes, where there are enough of them to pay for it."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from datetime import date
from functools import partial
from multiprocessing import get_context, parent_process
from pathlib import Path
from sys import intern
from threading import Thread
from typing import TypeVar

from vaultlint.disk.codec import Batch, Parsed, decode, encode
from vaultlint.disk.cores import BATCH
from vaultlint.disk.read import UnreadableError, read_bytes
from vaultlint.disk.shelf import parsed
from vaultlint.disk.trust import content_digest
from vaultlint.disk.walk import Seen
from vaultlint.engine.check import judge
from vaultlint.judgement import Crash, Judged
from vaultlint.note import Face
from vaultlint.parse.note import parse_note
from vaultlint.parse.readable import MAX_NOTE
from vaultlint.rule import Selection
from vaultlint.schema.pattern import hear_of, slow_patterns
from vaultlint.vault import Vault
from vaultlint.vault.face import face

METHOD = "fork" if sys.platform == "linux" else "spawn"
"""A fork is cheap where it is safe; elsewhere processes start from nothing, and only parse: a vault
cannot be handed to them as it is."""
DIED = "the process that had it in hand died"

I = TypeVar("I")  # noqa: E741
O = TypeVar("O")  # noqa: E741


def parse_all(
    root: Path,
    notes: list[Seen],
    count: int,
    died: Callable[[str], None],
    meanwhile: Callable[[], object],
) -> Iterator[tuple[str, bytes, bytes, Face]]:
    """Encoded facts, digests of the content and the faces of the notes that could be read, in the
    order of `notes`. `died` hears of a note on which a process died. What is missing else is
    parsed by who asked. `meanwhile` is called once the processes are at work."""
    parse_note(b"")  # what that makes ready, forked processes need not make ready again
    job = partial(_parse, root)
    for data in _spread(job, notes, count, lambda seen: died(seen.path), meanwhile):
        batch = decode(Parsed, data)
        if batch is None:
            return
        yield from zip(batch.paths, batch.facts, batch.contents, batch.faces, strict=True)


def judge_all(
    vault: Vault,
    selection: Selection,
    today: date,
    paths: list[str],
    count: int,
    progress: Callable[[str], None] | None = None,
    *,
    with_asks: bool = True,
) -> dict[str, Judged]:
    """What the engine says of each of the notes at `paths`, with what they ask for where that is
    wanted. In one process where a vault cannot be handed to another as it is."""
    found: dict[str, Judged] = {}
    if count > 1 and METHOD == "fork":
        _Judging.work = (vault, selection, today)
        dead: list[str] = []
        for data in _spread(partial(_judge, with_asks), paths, count, dead.append):
            batch = decode(Batch, data)
            if batch is None:
                break
            for path, its in batch.judged.items():
                found[path] = its._replace(asks=tuple(map(intern, its.asks)))
            _know(vault, batch)
            if progress is not None:
                for path in batch.judged:
                    progress(path)
        found |= {path: Judged((), 0, (Crash(path, "", DIED),)) for path in dead}
    left = [path for path in paths if path not in found]
    return found | judge(vault, selection, today, left, progress, with_asks=with_asks)


def _know(vault: Vault, batch: Batch) -> None:
    """Make known here what another process found out about schemas."""
    vault.matcher.combine(batch.combinations)
    hear_of(batch.slow)
    for target in batch.schema_links:
        vault.matcher.targets.schema_path(target)


def _spread(
    job: Callable[[list[I]], O],
    items: list[I],
    count: int,
    died: Callable[[I], None],
    meanwhile: Callable[[], object] = lambda: None,
) -> Iterator[O]:
    """What `job` makes of the items, batch by batch. A process that dies takes all others of its
    pool with it: what they had in hand is done again, to find the item that is to blame."""
    batches = [items[at : at + BATCH] for at in range(0, len(items), BATCH)]
    done = 0
    with _pool(count) as pool:
        try:
            with _undisturbed():
                results = pool.map(job, batches)
            meanwhile()
            for result in results:
                yield result
                done += 1
        except BrokenProcessPool:
            pass
    for batch in batches[done:]:
        yield from _search(job, batch, died)


def _search(job: Callable[[list[I]], O], items: list[I], died: Callable[[I], None]) -> Iterator[O]:
    """The same for one batch in a process of its own, halved for as long as that dies."""
    with _pool(1) as pool:
        try:
            with _undisturbed():
                future = pool.submit(job, items)
            found = future.result()
        except BrokenProcessPool:
            pass
        else:
            yield found
            return
    if len(items) == 1:
        died(items[0])
        return
    half = len(items) // 2
    yield from _search(job, items[:half], died)
    yield from _search(job, items[half:], died)


@contextmanager
def _pool(count: int) -> Iterator[ProcessPoolExecutor]:
    context = get_context(METHOD)
    pool = ProcessPoolExecutor(count, mp_context=context, initializer=_start)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Processes that start meanwhile do not know of Ctrl-C, which is for the first one to obey; it
    waits until they have started."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    gc.disable()
    Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    """End with the first process, however that ends: nobody else would tell this one."""
    first = parent_process()
    if first is not None:
        first.join()
        os._exit(1)


def _parse(root: Path, notes: list[Seen]) -> bytes:
    found = Parsed([], [], [], [])
    for seen in notes:
        try:
            data = read_bytes(f"{root}/{seen.path}", MAX_NOTE)
        except UnreadableError:
            continue
        note = parsed(seen.path, data)
        found.paths.append(seen.path)
        found.facts.append(encode(note.facts))
        found.contents.append(content_digest(data))
        found.faces.append(face(note))
    return encode(found)


class _Judging:
    """What a forked process inherits."""

    work: tuple[Vault, Selection, date]


def _judge(with_asks: bool, paths: list[str]) -> bytes:
    vault, selection, today = _Judging.work
    judged = judge(vault, selection, today, paths, with_asks=with_asks)
    matcher = vault.matcher
    links = matcher.targets.of_schemas()
    return encode(Batch(judged, matcher.combinations(), links, sorted(slow_patterns())))
