"""A vault on disk to a Vault in memory."""

from __future__ import annotations

import functools
import posixpath
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from vaultlint.config import Config
from vaultlint.disk.cache import Cache
from vaultlint.disk.cores import processes
from vaultlint.disk.obsidian import read_settings
from vaultlint.disk.read import LEADS_OUT, UnreadableError, leads_out, read_again, read_bytes
from vaultlint.disk.root import configs_in
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


def read_config(root: Path, file: Path | None = None) -> Config:
    """The configuration of the vault at `root`: in `file`, else in the root's own config file,
    else the default. Raises ConfigError and UnreadableError."""

    def inside(path: str) -> bytes | None:
        if leads_out(root, path):
            return None
        try:
            return read_bytes(root / path, MAX_NOTE)
        except UnreadableError:
            return None

    if file is not None:
        from vaultlint.config.load import load_config

        return load_config(_shown(file, root), _named(file, str(file)), inside)
    for name in configs_in(root):
        from vaultlint.config.load import load_config

        _keep_inside(name, root)
        return load_config(name, _named(root / name, name), inside)
    return Config()


def _named(file: Path, shown: str) -> bytes:
    """The bytes of a file that people write for us. Raises UnreadableError with its name."""
    try:
        return read_bytes(file, MAX_NOTE)
    except UnreadableError as error:
        raise UnreadableError(f"{shown}: cannot be read, {error.reason}") from None


def _shown(file: Path, root: Path) -> str:
    absolute = file.absolute()
    if absolute.is_relative_to(root.absolute()):
        return absolute.relative_to(root.absolute()).as_posix()
    return file.as_posix()


def read_schemas(root: Path, config: Config, more: Iterable[Path] = ()) -> SchemaSet:
    """The schemas of the vault: its presets, the files in its folders of schemas, and those in
    `more` folders. Raises SchemaError."""
    files: dict[str, bytes] = {}
    for name in config.rules:
        files |= _schema_files(root / name, name, root)
    for folder in more:
        files |= _schema_files(folder, folder.as_posix(), None)
    if not files and not config.presets:
        return SchemaSet((), config.schema_property)
    from vaultlint.schema.load import load_schemas

    return load_schemas(files, config.presets, explicit=config.schema_property)


def _schema_files(folder: Path, shown: str, within: Path | None) -> dict[str, bytes]:
    """The schema files below a folder; those of a vault lie `within` it."""
    found: dict[str, bytes] = {}
    if within is not None:
        _keep_inside(shown, within)
    if not folder.is_dir():
        return found
    for path in sorted(folder.rglob("*")):
        if path.suffix not in (".yaml", ".yml") or path.name.startswith("."):
            continue
        name = posixpath.join(shown, path.relative_to(folder).as_posix())
        if within is not None:
            _keep_inside(name, within)
        if not path.is_dir():
            found[name] = _named(path, name)
    return found


def _keep_inside(name: str, root: Path) -> None:
    if leads_out(root, name):
        raise UnreadableError(f"{name}: is {LEADS_OUT}")


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
    """The vault at `root`. `instead` holds bytes that take the place of what is on disk (an
    editor's buffer, what git has staged); `only` are the files there are, if not those on disk.
    `walked` is what a walk found, if one was made before; `jobs` how many processes may parse, 0 to
    choose. While others parse, this one gets ready what is asked for next: `meanwhile` is the
    caller's part in that. A `lazy` vault parses a note when it is asked for, and knows from the `cache` those
    that are as they were."""
    settings = read_settings(root)
    warnings = list(settings.warnings)
    instead = instead or {}
    seen = walked if walked is not None else {s.path: s for s in walk(root, warnings.append)}
    paths = dict.fromkeys((*seen, *instead) if only is None else only)  # nearly sorted, so far
    notes = [p for p in paths if p.endswith(".md") or p.lower().endswith(READABLE)]
    stored = cache.facts if cache is not None and lazy else None
    shelf = Shelf(root, notes, seen, instead, stored)
    faces: dict[str, Face] = {}

    def as_seen() -> Mapping[str, Seen]:
        return {p: seen[p] for p in notes if p in seen and p not in instead}

    @functools.cache
    def all_faces() -> Mapping[str, Face]:
        if lazy and cache is not None:
            faces.update(cache.faces(as_seen()))
        return {p: faces.get(p) or face(shelf[p]) for p in shelf}

    unchecked = unchecked_of(paths, settings, config) | other_names(seen)
    vault = Vault(paths, shelf, settings, unchecked, schemas, all_faces)

    def get_ready() -> None:
        meanwhile()
        vault.names.listing.make_index()

    if not lazy:
        _fill(shelf, root, as_seen(), faces, cache, jobs, progress, get_ready)
    return Loaded(vault, seen, tuple(warnings), shelf, faces)


def _fill(
    shelf: Shelf,
    root: Path,
    as_seen: Mapping[str, Seen],
    faces: dict[str, Face],
    cache: Cache | None,
    jobs: int,
    progress: Callable[[str], None] | None,
    meanwhile: Callable[[], object],
) -> None:
    """Parse all notes of the shelf but those that the cache knows."""
    if cache is not None:
        shelf.known(cache.all_facts(as_seen))
        faces.update(cache.faces(as_seen))
        for path, content, facts in cache.of_same_size(as_seen):
            if is_parsed(as_seen[path]) and content_digest(read_again(root / path)) == content:
                shelf.put(path, facts, content)
    new = [as_seen[p] for p in shelf.unknown() if p in as_seen and is_parsed(as_seen[p])]
    if (count := processes(jobs, len(new))) > 1:
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


_slow_filters: set[str] = set()
"""Those that took too long once, or are no patterns."""


def _filtered(path: str, written: str) -> bool:
    """Whether one of Obsidian's ignore filters, a path or a `/regex/`, meets `path`."""
    if len(written) > 2 and written.startswith("/") and written.endswith("/"):
        from vaultlint.schema.pattern import found_in

        return found_in(written[1:-1], path)
    return fold(path).startswith(fold(written))
