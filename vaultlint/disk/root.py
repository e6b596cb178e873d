"""Where a vault begins."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

from vaultlint.disk.read import UnreadableError, leads_out, read_bytes

CONFIG_NAMES = ("vaultlint.yaml", ".vaultlint.yaml")
_NEARLY = ("vaultlint.yml", ".vaultlint.yml", "vaultlint.toml", ".vaultlint.toml")
_PYPROJECT = "pyproject.toml"
_MAX_PYPROJECT = 10 * 1024 * 1024


def find_root(paths: Iterable[Path]) -> Path:
    """The vault that `paths` lie in: their nearest common ancestor with a vaultlint config, else
    with `.obsidian`, else that of the first of them, or the folder that it is or lies in."""
    given = [path.absolute() for path in paths] or [Path.cwd()]
    first = _folder(given[0])
    with contextlib.suppress(ValueError):  # they lie on several drives
        if found := _vault_above(_folder(Path(os.path.commonpath(given)))):
            return found
    return _vault_above(first) or first


def _folder(path: Path) -> Path:
    return path if os.path.isdir(path) else path.parent  # noqa: PTH112 - never raises


def _vault_above(folder: Path) -> Path | None:
    above = (folder, *folder.parents)
    for candidate in above:
        if configs_in(candidate):
            return candidate
    for candidate in above:
        if os.path.isdir(candidate / ".obsidian"):  # noqa: PTH112
            return candidate
    return None


def configs_in(folder: Path) -> list[str]:
    """The names of the configs in a folder, whatever they are; the first is the one in force."""
    found = [name for name in CONFIG_NAMES if os.path.lexists(folder / name)]
    return [*found, _PYPROJECT] if _in_pyproject(folder) else found


def unread_configs(folder: Path) -> list[str]:
    """The names in a folder that look like a config of ours and are none."""
    return [name for name in _NEARLY if os.path.lexists(folder / name)]


def _in_pyproject(folder: Path) -> bool:
    if leads_out(folder, _PYPROJECT):
        return False
    try:
        data = read_bytes(folder / _PYPROJECT, _MAX_PYPROJECT)
    except UnreadableError:
        return False
    return b"[tool.vaultlint" in data
