"""The files of a vault that Obsidian sees. Links are followed only where they stay inside."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from vaultlint.disk.read import UnreadableError
from vaultlint.parse.readable import READABLE


class Seen(NamedTuple):
    """A file of the vault. `path` is POSIX, relative to the vault, as on disk. `mtime_ns` is the
    later of the times at which its content and its inode changed: an edit that puts the old mtime
    back shows in it too, where the system keeps the second one. `reason` says why
    a note cannot be opened, if so. `real` is where the file lies if `path` leads to it through a
    link. A folder that cannot be read is one whose path ends with a slash."""

    path: str
    size: int
    mtime_ns: int
    reason: str = ""
    real: str = ""


def walk(root: Path, warn: Callable[[str], None] = lambda _: None) -> Iterator[Seen]:
    """Every file that Obsidian sees, folders in the order of names: nothing whose name begins
    with a dot. What is left out besides is told to `warn`. Raises UnreadableError if the vault
    itself cannot be read."""
    base = os.path.realpath(root)
    try:
        above = {_identity(base)}
        yield from _folder(base, base, above, warn)
    except PermissionError as error:
        raise UnreadableError(f"{root}: cannot be read, {_why(error)}") from error


def changed(status: os.stat_result) -> int:
    """The time for `Seen.mtime_ns`."""
    return max(status.st_mtime_ns, status.st_ctime_ns)


def other_names(seen: Mapping[str, Seen]) -> frozenset[str]:
    """The paths that lead through links to files which have another path."""
    owner: dict[str, str] = {}
    linked = sorted((s.path, s.real) for s in seen.values() if s.real)
    for path, real in linked:
        owner.setdefault(real, real if real in seen else path)
    return frozenset(path for path, real in linked if owner[real] != path)


def _identity(folder: str) -> tuple[int, int]:
    stat = Path(folder).stat()
    return stat.st_dev, stat.st_ino


class _Folder(NamedTuple):
    """A folder to be read: where it is, its path in the vault (with a slash, or empty), that of
    where it really lies, and the folders around it."""

    place: str
    prefix: str
    real: str
    above: set[tuple[int, int]]


def _folder(
    folder: str, base: str, above: set[tuple[int, int]], warn: Callable[[str], None]
) -> Iterator[Seen]:
    stack = [_Folder(folder, "", "", above)]
    while stack:
        here = stack.pop()
        place, prefix, real, _ = here
        try:
            with os.scandir(place) as entries:
                found = sorted(entries, key=lambda e: e.name)
        except OSError as error:
            if not prefix:
                raise
            yield Seen(prefix, 0, 0, _why(error))
            continue
        for entry in found:
            name = entry.name
            if name.startswith("."):
                continue
            path = prefix + name
            own = "" if real == prefix else real + name
            try:
                if entry.is_file(follow_symlinks=False):  # nearly all are, and it costs no look
                    stat = entry.stat(follow_symlinks=False)
                    yield Seen(path, stat.st_size, changed(stat), "", own)
                else:
                    yield from _followed(entry, path, own, base, here.above, stack, warn)
            except OSError as error:
                yield from _left_out(entry, path, error, warn)


def _followed(
    entry: os.DirEntry[str],
    path: str,
    own: str,
    base: str,
    above: set[tuple[int, int]],
    stack: list[_Folder],
    warn: Callable[[str], None],
) -> Iterator[Seen]:
    """What is no plain file: a folder goes on the stack, a link is looked through."""
    if entry.is_symlink():
        own = _target(entry, base)
        if not own:
            yield from _outside(path, warn)
            return
    if entry.is_dir():
        same = _identity(entry.path)
        if same not in above:
            stack.append(_Folder(entry.path, f"{path}/", f"{own or path}/", above | {same}))
        return
    stat = entry.stat()
    reason = "" if entry.is_file() else "no regular file"
    yield Seen(path, stat.st_size, changed(stat), reason, own)


def _target(entry: os.DirEntry[str], base: str) -> str:
    """Where in the vault a link leads (`.` for the vault itself); empty if it leads out of it."""
    target = os.path.realpath(entry.path)
    inside = target == base or target.startswith(base + os.sep)
    return os.path.relpath(target, base).replace(os.sep, "/") if inside else ""


def _outside(path: str, warn: Callable[[str], None]) -> Iterator[Seen]:
    if path.lower().endswith(READABLE):
        yield Seen(path, 0, 0, "a link that leads out of the vault")
    else:
        warn(f"{path}: left out, a link that leads out of the vault")


def _left_out(
    entry: os.DirEntry[str], path: str, error: OSError, warn: Callable[[str], None]
) -> Iterator[Seen]:
    """A folder or note that nothing can be known of; `warn` hears of what is missed less."""
    why = _why(error)
    if not entry.is_symlink() and entry.is_dir(follow_symlinks=False):
        yield Seen(f"{path}/", 0, 0, why)
    elif not entry.is_symlink() and path.lower().endswith(READABLE):
        yield Seen(path, 0, 0, why)
    else:
        warn(f"{path}: left out, {why}")


def _why(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
