"""The files of a vault, found by folded name."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from vaultlint.text import fold_all

FEW = 64
"""Names that are looked for in the text of all paths, sooner than an index of them is made."""


class Named(NamedTuple):
    """A file under its name. `folded` is its whole path folded, without `.md`."""

    folded: str
    path: str
    is_note: bool


class Listing:
    """Files by folded name (without `.md`), those with the shortest path string first."""

    def __init__(self, files: Iterable[str]) -> None:
        self._files = files
        self._asked = 0
        self._index: dict[str, list[Named]] | None = None

    def named(self, name: str) -> list[Named]:
        """The files of this name."""
        if self._index is None:
            self._asked += 1
            if self._asked <= FEW and name and "\n" not in name and self._one_a_line:
                return _shortest_first([self._at(n) for n in self._places(name)])
        return self.make_index().get(name, [])

    def make_index(self) -> dict[str, list[Named]]:
        """Make the index, if there is none yet: sooner than it is needed where there is time."""
        if self._index is None:
            self._index = self._made()
        return self._index

    @cached_property
    def colliding(self) -> dict[str, list[str]]:
        """For each path that others equal but for case or Unicode form, those, sorted."""
        if len(set(self._folded)) == len(self._folded):
            return {}
        by_path: dict[str, list[str]] = {}
        for folded, path in zip(self._folded, self._paths, strict=True):
            by_path.setdefault(folded, []).append(path)
        alike = [paths for paths in by_path.values() if len(paths) > 1]
        return {p: sorted(o for o in paths if o != p) for paths in alike for p in paths}

    @cached_property
    def folders(self) -> frozenset[str]:
        """All folders that hold a file, however deep."""
        found: set[str] = set()
        for path in self._files:
            folder = path.rpartition("/")[0]
            while folder and folder not in found:
                found.add(folder)
                folder = folder.rpartition("/")[0]
        return frozenset(found)

    @cached_property
    def _paths(self) -> list[str]:
        return list(self._files)

    @cached_property
    def _folded(self) -> list[str]:
        return fold_all(self._paths)

    @cached_property
    def _text(self) -> str:
        """All paths folded, without `.md`, one a line."""
        return "\n".join(("", *self._folded, "")).replace(".md\n", "\n")

    @cached_property
    def _lines(self) -> list[int]:
        """Where the line of each path ends."""
        return list(accumulate(len(line) + 1 for line in self._text[1:-1].split("\n")))

    @cached_property
    def _one_a_line(self) -> bool:
        return self._text.count("\n") == len(self._folded) + 1

    def _places(self, name: str) -> list[int]:
        """The places in the list of all paths of those that are called `name`."""
        found: list[int] = []
        at = self._text.find(f"{name}\n")
        while at >= 0:
            if self._text[at - 1] in "/\n":
                found.append(bisect_right(self._lines, at))
            at = self._text.find(f"{name}\n", at + 1)
        return found

    def _at(self, place: int) -> Named:
        return _named(self._folded[place], self._paths[place])

    def _made(self) -> dict[str, list[Named]]:
        found: dict[str, list[Named]] = {}
        for folded, path in zip(self._folded, self._paths, strict=True):
            file = _named(folded, path)
            found.setdefault(file.folded[file.folded.rfind("/") + 1 :], []).append(file)
        return {name: _shortest_first(files) for name, files in found.items()}


def _named(folded: str, path: str) -> Named:
    is_note = folded.endswith(".md")
    return Named(folded[:-3] if is_note else folded, path, is_note)


def _shortest_first(files: list[Named]) -> list[Named]:
    if len(files) > 1:
        files.sort(key=lambda f: (len(f.path), f.path))
    return files
