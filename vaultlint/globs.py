"""Path patterns as `.gitignore` writes them, for config files and options of rules.

They are matched in time that grows with the length of path times pattern, whatever the stars: no
pattern that a vault brings along makes a run hang.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fnmatch import translate
from functools import lru_cache
from typing import NamedTuple

from vaultlint.patterns import later

MAX_LENGTH = 1000

Part = re.Pattern[str] | None
"""One name of a path; None stands for `**`."""

_ANY = later("")
_ESCAPED = later(r"\\(.)|\[\^", re.DOTALL)
_READABLE = later(r"\\.|\[[!^]?\]?[^\]/]*\]", re.DOTALL)
_UNREADABLE = later(r"\[|\\\Z")
"""A class that is not closed, or an escape of nothing."""
_DRIVE = later(r"[A-Za-z]:\Z")
_FOLDERS = later(r"\\\w")
"""What Windows writes between folders: here it would be an escape of nothing."""


class _Glob(NamedTuple):
    """A pattern: of folders only, and whether it takes matches back. Without parts, it meets
    nothing."""

    parts: tuple[Part, ...]
    of_folders: bool = False
    takes_back: bool = False

    def meets(self, names: Sequence[str]) -> int:
        """2 if the path of these names is met, 1 if a folder is that it lies in, else 0."""
        if not self.of_folders and walk(self.parts, names):
            return 2
        return int(walk((*self.parts, _ANY, None), names))


def glob_fault(glob: str) -> str | None:
    """Why a pattern is refused, if it is."""
    if len(glob) > MAX_LENGTH:
        return f"a pattern may have {MAX_LENGTH:,} characters at most"
    if "\0" in glob or _UNREADABLE.search(_READABLE.sub("", glob)) or not _glob(glob).parts:
        return f"`{glob}` is no pattern: nothing is met by it"
    problem = way_problem(glob)
    return f"`{glob}` {problem}" if problem else None


def way_problem(glob: str) -> str:
    """Why no path of the vault can be as a pattern says; empty if one can."""
    names = glob.removeprefix("!").split("/")
    if ".." in names or _DRIVE.match(names[0]):
        return "leads out of the vault: paths begin at its folder"
    if "." in names:
        return "holds `./`, which no path of the vault does: leave it out"
    return "holds `\\`: write `/` between folders" if _FOLDERS.search(glob) else ""


def refuse_faulty(globs: Iterable[str]) -> None:
    """Raises ValueError for the first of `globs` that is refused."""
    for fault in filter(None, map(glob_fault, globs)):
        raise ValueError(fault)


def any_match(globs: Iterable[str], path: str) -> bool:
    """Whether one of `globs` meets `path` (POSIX, relative to the vault) or a folder that it is
    in; a later `!glob` takes a match back, but none of the path itself by a folder's."""
    names = path.split("/")
    met, how = False, 0
    for glob in _compiled(tuple(globs)):
        now = glob.meets(names)
        if now and (now >= how or not glob.takes_back):
            met, how = not glob.takes_back, now
    return met


@lru_cache(maxsize=256)
def _compiled(globs: tuple[str, ...]) -> tuple[_Glob, ...]:
    found = (_glob(glob) for glob in globs if glob_fault(glob) is None)
    return tuple(glob for glob in found if glob.parts)


def _glob(written: str) -> _Glob:
    text = written.removeprefix("!")
    if not text.endswith("\\ "):
        text = text.rstrip(" ")
    names = [name for name in text.split("/") if name]
    if written.startswith("#") or not names:
        return _Glob(())
    parts: list[Part] = [None if name == "**" else name_part(name) for name in names]
    if "/" not in text.rstrip("/"):
        parts.insert(0, None)
    of_folders = text.endswith("/") and (parts[-1] is not None or not any(parts))
    if parts[-1] is None:
        parts.append(_ANY)  # what is in the folder, not the folder
    return _Glob(tuple(parts), of_folders, written.startswith("!"))


@lru_cache(maxsize=1024)
def name_part(name: str) -> re.Pattern[str]:
    """The pattern of one name: `*`, `?`, `[a-z]`, `[!a-z]`, and `\\` before what is meant as it
    is. Its stars never backtrack."""
    return re.compile(translate(_ESCAPED.sub(_plain, name)))


def _plain(match: re.Match[str]) -> str:
    """What `fnmatch` writes for it."""
    if match[1] is None:
        return "[!"
    return f"[{match[1]}]" if match[1] in "*?[" else match[1]


def walk(parts: Sequence[Part], names: Sequence[str]) -> bool:
    """Whether the names of a path are what the parts ask for."""
    # the classic two-pointer match: on a miss only the last `**` takes one name more
    at = part = 0
    star = resume = -1
    while at < len(names):
        if part < len(parts) and parts[part] is None:
            star, resume = part, at
            part += 1
            continue
        if part < len(parts):
            pattern = parts[part]
            assert pattern is not None
            if pattern.match(names[at]):
                at, part = at + 1, part + 1
                continue
        if star < 0:
            return False
        resume += 1
        at, part = resume, star + 1
    return all(rest is None for rest in parts[part:])
