"""Where a vault begins."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

CONFIG_NAMES = ("vaultlint.yaml", ".vaultlint.yaml")


def find_root(paths: Iterable[Path]) -> Path:
    """The vault that `paths` lie in: their nearest ancestor with a vaultlint config, else with
    `.obsidian`, else the first of them that is a folder, or the folder it lies in."""
    first = next(iter(paths), Path.cwd())
    start = first.absolute()
    folder = start if start.is_dir() else start.parent
    above = (folder, *folder.parents)
    for candidate in above:
        if any((candidate / name).is_file() for name in CONFIG_NAMES) or _in_pyproject(candidate):
            return candidate
    for candidate in above:
        if (candidate / ".obsidian").is_dir():
            return candidate
    return folder


def _in_pyproject(folder: Path) -> bool:
    file = folder / "pyproject.toml"
    try:
        return file.is_file() and b"[tool.vaultlint" in file.read_bytes()
    except OSError:
        return False
