"""All that a run reads besides notes, as digests: if they are as they were, so is their meaning."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from vaultlint.disk.read import LEADS_OUT, leads_out
from vaultlint.disk.root import CONFIG_NAMES

if TYPE_CHECKING:
    from vaultlint.config import Config

SETTINGS = (
    ".obsidian/app.json",
    ".obsidian/templates.json",
    ".obsidian/daily-notes.json",
    ".obsidian/types.json",
    ".obsidian/plugins/templater-obsidian/data.json",
    ".obsidian/plugins/periodic-notes/data.json",
)


def says_how(path: str) -> bool:
    """Whether a file of the vault may hold config, schemas or settings."""
    return path in SETTINGS or path.lower().endswith((".yaml", ".yml", ".toml"))


def input_digests(root: Path, files: Iterable[str]) -> dict[str, str]:
    """Digests of files by their path (in the vault, or absolute); empty for one that is not
    there."""
    return {name: _digest(root, name) for name in files}


def _digest(root: Path, name: str) -> str:
    file = root / name
    if not Path(name).is_absolute() and leads_out(root, name):
        return LEADS_OUT
    try:
        return sha256(file.read_bytes()).hexdigest() if file.is_file() else ""
    except OSError:
        return "unreadable"


def input_files(root: Path, config: Config, more: Iterable[Path], own: Path | None) -> list[str]:
    """The files that config, schemas and settings of a run were read from, or would be."""
    found = [*CONFIG_NAMES, "pyproject.toml", *SETTINGS, *config.files]
    if own is not None:
        found.append(str(own.absolute()))
    for folder in schema_folders(config, more):
        found += [f"{folder}/{name}" for name in names_in(root, folder)]
    return list(dict.fromkeys(found))


def schema_folders(config: Config, more: Iterable[Path]) -> list[str]:
    """The folders of schemas."""
    return [*config.rules, *(str(folder.absolute()) for folder in more)]


def names_in(root: Path, folder: str) -> list[str]:
    """The schema files below a folder, sorted."""
    base = root / folder
    if (not Path(folder).is_absolute() and leads_out(root, folder)) or not base.is_dir():
        return []
    files = (p for p in base.rglob("*") if p.suffix in (".yaml", ".yml"))
    return sorted(p.relative_to(base).as_posix() for p in files)
