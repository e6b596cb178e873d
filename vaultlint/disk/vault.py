"""A vault on disk to a Vault in memory."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from vaultlint.config import Config
from vaultlint.disk.cache import Cache
from vaultlint.disk.cores import processes
from vaultlint.disk.obsidian import read_settings
from vaultlint.disk.read import read_again
from vaultlint.disk.shelf import Shelf, failed
from vaultlint.disk.trust import content_digest
from vaultlint.disk.walk import Seen, other_names, walk
from vaultlint.globs import any_match
from vaultlint.note import Face
from vaultlint.parse.readable import MAX_NOTE, READABLE
from vaultlint.schema.match import SchemaSet
from vaultlint.settings import Settings
from vaultlint.text import fold
from vaultlint.vault import Vault
from vaultlint.vault.face import face


class Loaded(NamedTuple):
    """A vault with the files it was read from; `warnings` say what was left out. `shelf` holds
    the notes of the vault, `faces` are those known so far."""

    vault: Vault
    seen: Mapping[str, Seen]
    warnings: tuple[str, ...]
    shelf: Shelf
    faces: Mapping[str, Face]


def load_vault(
    root: Path,
    config: Config,
    schemas: SchemaSet,
    *,
    instead: Mapping[str, bytes] | None = None,
    only: Iterable[str] | None = None,
    progress: Callable[[str], None] | None = None,
    cache: Cache | None = None,
    walked: Mapping[str, Seen] | None = None,
    jobs: int = 1,
    meanwhile: Callable[[], object] = lambda: None,
    lazy: bool = False,
) -> Loaded:
    """The vault at `root`.

    `instead` holds bytes that take the place of what is on disk (an editor's buffer, what git has
    staged); `only` are the files there are, if not those on disk; `walked` is what a walk found, if
    one was made before. `jobs` is how many processes may parse, 0 to choose: while others parse,
    this one gets ready what is asked for next, and `meanwhile` is the caller's part in that. A
    `lazy` vault parses a note when it is asked for; those that are as they were the `cache` knows.
    """
    settings = read_settings(root)
    warnings = list(settings.warnings)
    instead = instead or {}
    seen = walked if walked is not None else {s.path: s for s in walk(root, warnings.append)}
    paths = dict.fromkeys((*seen, *instead) if only is None else only)  # nearly sorted, so far
    notes = [p for p in paths if p.endswith(".md") or p.lower().endswith(READABLE)]
    stored = cache.facts if cache is not None and lazy else None
    shelf = Shelf(root, notes, seen, instead, stored)
    faces: dict[str, Face] = {}
    all_faces = functools.partial(_all_faces, shelf, faces, cache if lazy else None)
    unchecked = unchecked_of(paths, settings, config) | other_names(seen)
    vault = Vault(paths, shelf, settings, unchecked, schemas, functools.cache(all_faces))

    def get_ready() -> None:
        meanwhile()
        vault.names.make_ready()

    if not lazy:
        if cache is not None:
            _remember(shelf, root, faces, cache)
        _parse(shelf, root, faces, jobs, progress, get_ready)
    return Loaded(vault, seen, tuple(warnings), shelf, faces)


def _all_faces(shelf: Shelf, faces: dict[str, Face], cache: Cache | None) -> Mapping[str, Face]:
    """The faces of all notes: as they are known, also to the cache, else looked at."""
    if cache is not None:
        faces.update(cache.faces(shelf.on_disk()))
    return {p: faces.get(p) or face(shelf[p]) for p in shelf}


def _remember(shelf: Shelf, root: Path, faces: dict[str, Face], cache: Cache) -> None:
    """Put on the shelf what the cache knows of the notes that are as they were."""
    on_disk = shelf.on_disk()
    faces.update(cache.faces(on_disk))
    for file, is_as_it_was, content, facts in cache.notes(on_disk):
        if is_as_it_was:
            shelf.know(file.path, facts)
        elif is_parsed(file) and content_digest(read_again(root / file.path)) == content:
            shelf.put(file.path, facts, content)


def _parse(
    shelf: Shelf,
    root: Path,
    faces: dict[str, Face],
    jobs: int,
    progress: Callable[[str], None] | None,
    meanwhile: Callable[[], object],
) -> None:
    """Parse the notes of the shelf that are not known yet, in several processes where that pays."""
    new = [seen for seen in shelf.unknown() if is_parsed(seen)]
    count = processes(jobs, len(new))
    if count > 1:
        from vaultlint.disk.parallel import DIED, parse_all

        def died(path: str) -> None:
            shelf.hold(failed(path, DIED))

        for path, facts, content, its in parse_all(root, new, count, died, meanwhile):
            shelf.put(path, facts, content)
            faces[path] = its
            if progress is not None:
                progress(path)
        return
    for path in shelf:
        if progress is not None:
            progress(path)
        if path not in faces:
            faces[path] = face(shelf[path])


def is_parsed(seen: Seen) -> bool:
    """Whether a file is a note that is not left out for what it is."""
    return not seen.reason and seen.size <= MAX_NOTE


def unchecked_of(paths: Iterable[str], settings: Settings, config: Config) -> frozenset[str]:
    """The files among `paths` that are only link targets: templates, those left out by Obsidian's
    or our own settings, and what packages of JavaScript bring along."""
    folders = tuple(f"{fold(f)}/" for f in settings.template_folders)
    periodic = (settings.daily, *settings.periodic)
    templates = {fold(p.template).strip("/").removesuffix(".md") for p in periodic if p.template}
    found = {p for p in paths if "node_modules/" in p and "node_modules" in p.split("/")[:-1]}
    if not (folders or templates or settings.ignore_filters or config.exclude):
        return frozenset(found)
    for path in paths:
        folded = fold(path)
        if (
            folded.startswith(folders)
            or folded.removesuffix(".md") in templates
            or any(_filtered(path, f) for f in settings.ignore_filters)
            or any_match(config.exclude, path)
        ):
            found.add(path)
    return frozenset(found)


def _filtered(path: str, written: str) -> bool:
    """Whether one of Obsidian's ignore filters, a path or a `/regex/`, meets `path`."""
    if len(written) > 2 and written.startswith("/") and written.endswith("/"):
        from vaultlint.schema.pattern import found_in

        return found_in(written[1:-1], path)
    return fold(path).startswith(fold(written))
