"""A vault on disk to a Vault in memory."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from vaultlint.config import Config, load_config
from vaultlint.disk.cache import Cache
from vaultlint.disk.codec import decode_facts
from vaultlint.disk.obsidian import read_settings
from vaultlint.disk.parallel import parse_all, processes
from vaultlint.disk.read import UnreadableError, read_bytes
from vaultlint.disk.root import CONFIG_NAMES
from vaultlint.disk.walk import Seen, walk
from vaultlint.globs import any_match
from vaultlint.note import Note
from vaultlint.parse.facts import Facts, Problem
from vaultlint.parse.note import MAX_NOTE, READABLE
from vaultlint.schema.load import load_schemas
from vaultlint.schema.match import SchemaSet
from vaultlint.settings import Settings
from vaultlint.text import fold
from vaultlint.vault import Vault

KEPT = 64 * 1024 * 1024
"""Bytes of notes that are kept in memory; what is beyond is read again when a rule asks."""

Warn = Callable[[str], None]


def read_config(root: Path, file: Path | None = None) -> Config:
    """The configuration of the vault at `root`: in `file`, else in the root's own config file,
    else the default. Raises ConfigError and UnreadableError."""

    def inside(path: str) -> bytes | None:
        target = (root / path).resolve()
        if not target.is_relative_to(root.resolve()):
            return None
        try:
            return read_bytes(target, MAX_NOTE)
        except UnreadableError:
            return None

    if file is not None:
        return load_config(_shown(file, root), read_bytes(file, MAX_NOTE), inside)
    for name in CONFIG_NAMES:
        if (root / name).is_file():
            return load_config(name, read_bytes(root / name, MAX_NOTE), inside)
    pyproject = inside("pyproject.toml")
    if pyproject is not None and b"[tool.vaultlint" in pyproject:
        return load_config("pyproject.toml", pyproject, inside)
    return Config()


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
        folder = root / name
        if folder.resolve().is_relative_to(root.resolve()):
            files |= _schema_files(folder, name)
    for folder in more:
        files |= _schema_files(folder, folder.as_posix())
    if not files and not config.presets:
        return SchemaSet((), config.schema_property)
    return load_schemas(files, config.presets, explicit=config.schema_property)


def _schema_files(folder: Path, shown: str) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    if not folder.is_dir():
        return found
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".yaml", ".yml") and not path.name.startswith("."):
            name = posixpath.join(shown, path.relative_to(folder).as_posix())
            found[name] = read_bytes(path, MAX_NOTE)
    return found


class Loaded(NamedTuple):
    """A vault with the files it was read from; `warnings` say what was left out."""

    vault: Vault
    seen: Mapping[str, Seen]
    warnings: tuple[str, ...]


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
) -> Loaded:
    """The vault at `root`. `instead` holds bytes that take the place of what is on disk (an
    editor's buffer, what git has staged); `only` are the files there are, if not those on disk.
    `walked` is what a walk found, if one was made before; `jobs` how many processes may parse, 0 to
    choose."""
    settings = read_settings(root)
    warnings = list(settings.warnings)
    instead = instead or {}
    seen = walked if walked is not None else {s.path: s for s in walk(root, warnings.append)}
    known = cache.facts(seen) if cache is not None else {}
    fresh: dict[str, Facts] = {}
    paths = set(seen) | instead.keys() if only is None else set(only)
    notes: dict[str, Note] = {}
    kept = 0
    new = [
        seen[p]
        for p in sorted(paths & seen.keys() - known.keys() - instead.keys())
        if p.lower().endswith(READABLE) and not seen[p].reason and seen[p].size <= MAX_NOTE
    ]
    parsed: dict[str, bytes] = {}
    if (count := processes(jobs, len(new))) > 1:
        for path, data in parse_all(root, new, count):
            parsed[path] = data
            if progress is not None:
                progress(path)
    for path in sorted(paths):
        if not path.lower().endswith(READABLE):
            continue
        if progress is not None:
            progress(path)
        if path in instead:
            notes[path] = Note.parse(path, instead[path])
            continue
        stored = known.get(path) or parsed.get(path)
        facts = decode_facts(stored) if stored is not None else None
        if facts is not None and facts.unreadable is None:
            notes[path] = Note(path, facts, partial(read_again, root / path))
            if path in parsed:
                fresh[path] = facts
            continue
        note = read_note(root, seen.get(path) or Seen(path, 0, 0), keep=kept < KEPT)
        kept += note.facts.size
        notes[path] = note
        fresh[path] = note.facts
    if cache is not None and (fresh or len(known) > len(notes)):
        cache.keep_facts(fresh, seen)
    unchecked = frozenset(p for p in notes if is_unchecked(p, settings, config))
    return Loaded(Vault(paths, notes, settings, unchecked, schemas), seen, tuple(warnings))


def read_note(root: Path, seen: Seen, *, keep: bool = True) -> Note:
    """The note at `seen.path`, read and parsed; one that cannot be read has facts that say so."""
    file = root / seen.path
    try:
        if seen.reason:
            raise UnreadableError(seen.reason)
        if seen.size > MAX_NOTE:
            return Note(
                seen.path, Facts(seen.size, 1, Problem("too-big", 0, 0, str(seen.size))), b""
            )
        data = read_bytes(file, MAX_NOTE)
    except UnreadableError as error:
        return Note(seen.path, Facts(0, 1, Problem("io", 0, 0, error.reason)), b"")
    note = Note.parse(seen.path, data)
    return note if keep else Note(seen.path, note.facts, partial(read_again, file))


def read_again(file: Path) -> bytes:
    """The bytes of a note that was read before; none if it is gone since."""
    try:
        return read_bytes(file, MAX_NOTE)
    except UnreadableError:
        return b""


def is_unchecked(path: str, settings: Settings, config: Config) -> bool:
    """Whether the note at `path` is only a link target: a template, or one left out by Obsidian's
    or our own settings."""
    folded = fold(path)
    if any(folded.startswith(f"{fold(f)}/") for f in settings.template_folders):
        return True
    template = fold(settings.daily_template).removesuffix(".md")
    if template and folded.removesuffix(".md") == template:
        return True
    return any(_filtered(path, f) for f in settings.ignore_filters) or any_match(
        config.exclude, path
    )


def _filtered(path: str, written: str) -> bool:
    """Whether one of Obsidian's ignore filters, a path or a `/regex/`, meets `path`."""
    if len(written) > 2 and written.startswith("/") and written.endswith("/"):
        import regex

        try:
            return regex.search(written[1:-1], path, timeout=0.1) is not None
        except (regex.error, TimeoutError):
            return False
    return fold(path).startswith(fold(written))
