"""A check of notes as they are on disk, and what the options of `check` ask of every run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from vaultlint.cli.app import say
from vaultlint.cli.ending import Ending, stop_on_conflicts
from vaultlint.cli.progress import Progress
from vaultlint.cli.recall import past, question, recall
from vaultlint.cli.session import Session
from vaultlint.disk.cache import Cache, cache_folder
from vaultlint.disk.walk import Seen, walk

if TYPE_CHECKING:  # a run that is answered from memory shall be over before these were imported
    from vaultlint.cli.recall import Past
    from vaultlint.config import Layer


def answer(session: Session, paths: tuple[Path, ...], given: dict[str, Any], ending: Ending) -> int:
    """Check notes as they are on disk, from memory as far as that goes."""
    warnings: list[str] = []
    with Cache(folder_of_cache(given), session.root) as cache:
        warnings += cache_notices(cache, given)
        seen = {s.path: s for s in walk(session.root, warnings.append)}
        words = [given[name] for name in ("select", "extend_select", "ignore")]
        asked = question(today(), *words, [session.inside(p) for p in paths])
        before = past(session, cache, asked)
        known = recall(before, session.root, seen)
        if known is not None:
            warn(given, warnings)
            ending.fail_on, ending.baseline = known.fail_on, known.baseline
            return ending.finish(known.report)
        return _ask(session, paths, given, ending, _Asking(cache, seen, before, warnings))


def cache_notices(cache: Cache, given: dict[str, Any]) -> Iterator[str]:
    """What people should know of the cache."""
    if not (cache.keeps or given["no_cache"]):
        yield "nothing is remembered for the next run: the cache cannot be written"


class _Asking(NamedTuple):
    """What is known before a question is asked anew."""

    cache: Cache
    seen: Mapping[str, Seen]
    past: Past
    warnings: list[str]


def _ask(
    session: Session,
    paths: tuple[Path, ...],
    given: dict[str, Any],
    ending: Ending,
    asking: _Asking,
) -> int:
    from vaultlint.cli.remember import Memory

    memory = Memory(session, asking.cache, asking.seen, asking.past)
    selection = session.config.select(layer_of(given))
    with progress_of(given) as progress:
        answer = memory.ask(
            selection,
            today(),
            lambda v: session.chosen(paths, v.files),
            given["jobs"],
            progress.step,
        )
    warn(given, asking.warnings, answer.loaded.warnings)
    stop_on_conflicts(answer.loaded.vault)
    code = ending.finish(answer.report)
    memory.keep(answer)
    return code


def progress_of(given: dict[str, Any]) -> Progress:
    """A progress bar, where one is wanted."""
    return Progress(given["quiet"] or given["color"] == "never")


def warn(given: dict[str, Any], *warnings: Iterable[str]) -> None:
    """Say what was left out, where that is wanted."""
    if given["verbose"]:
        for warning in chain(*warnings):
            say(f"vaultlint: {warning}")


def layer_of(given: dict[str, Any]) -> Layer:
    """What the command line says of rules."""
    from vaultlint.config import Layer

    return Layer(
        select=given["select"] or None,
        extend_select=given["extend_select"],
        ignore=given["ignore"],
    )


def folder_of_cache(given: dict[str, Any]) -> Path | None:
    """Where the cache is, if one is wanted."""
    if given["no_cache"]:
        return None
    folder: Path | None = given["cache_dir"] or cache_folder()
    return folder


def today() -> date:
    """The day that rules go by."""
    return date.today()
