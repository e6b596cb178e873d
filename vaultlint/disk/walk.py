"""The files of a vault that Obsidian sees. Links are followed only where they stay inside."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from vaultlint.parse.readable import READABLE


class Seen(NamedTuple):
    """A file of the vault. `path` is POSIX, relative to the vault, as on disk. `reason` says why
    a note cannot be opened, if so."""

    path: str
    size: int
    mtime_ns: int
    reason: str = ""


def walk(root: Path, warn: Callable[[str], None] = lambda _: None) -> Iterator[Seen]:
    """Every file that Obsidian sees, folders in the order of names: nothing whose name begins
    with a dot. A folder that cannot be read is told to `warn` and left out."""
    base = os.path.realpath(root)
    yield from _folder(base, "", base, {_identity(base)}, warn)


def _identity(folder: str) -> tuple[int, int]:
    stat = Path(folder).stat()
    return stat.st_dev, stat.st_ino


def _folder(
    folder: str,
    prefix: str,
    base: str,
    above: set[tuple[int, int]],
    warn: Callable[[str], None],
) -> Iterator[Seen]:
    stack = [(folder, prefix, above)]
    while stack:
        folder, prefix, above = stack.pop()
        try:
            with os.scandir(folder) as entries:
                found = sorted(entries, key=lambda e: e.name)
        except OSError as error:
            warn(f"{prefix or '.'}: left out, {_why(error)}")
            continue
        for entry in found:
            if entry.name.startswith(".") or "\n" in entry.name:
                continue
            path = prefix + entry.name
            if entry.is_symlink() and not _inside(entry.path, base):
                if path.lower().endswith(READABLE):
                    yield Seen(path, 0, 0, "a link that leads out of the vault")
                continue
            try:
                if entry.is_dir():
                    same = _identity(entry.path)
                    if same not in above:
                        stack.append((entry.path, f"{path}/", above | {same}))
                    continue
                stat = entry.stat()
            except OSError as error:
                warn(f"{path}: left out, {_why(error)}")
                continue
            reason = "" if entry.is_file() else "no regular file"
            yield Seen(path, stat.st_size, stat.st_mtime_ns, reason)


def _inside(path: str, base: str) -> bool:
    real = os.path.realpath(path)
    return real == base or real.startswith(base + os.sep)


def _why(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
