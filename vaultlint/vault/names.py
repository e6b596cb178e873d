"""Files by name, and the one that Obsidian opens for a link's target."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import NamedTuple

from vaultlint.parse.facts import Link
from vaultlint.text import fold
from vaultlint.vault.answer import Ambiguous, Found, Missing
from vaultlint.vault.listing import Listing, Named

_NOWHERE = Missing("file")
_RELATIVE = ("./", "../")
_TARGET = attrgetter("target")

Place = Found | Missing | Ambiguous


class Names:
    """An index of the files of a vault by folded name.

    What a target leads to is kept, apart by the source's folder only where that matters.
    """

    def __init__(self, files: Iterable[str]) -> None:
        self.listing = Listing(files)
        self._anywhere: dict[str, Place | None] = {}
        self._settled: set[str] = set()
        """Targets that lead to one file from everywhere."""
        self._in_folder: dict[tuple[str, str], Place] = {}

    def make_ready(self) -> None:
        """Know where each name leads that one file has: sooner than it is asked where there is
        time, and before there are processes that would each find out."""
        for name, files in self.listing.make_index().items():
            path = files[0].path
            written = path[path.rfind("/") + 1 : -3 if files[0].is_note else None]
            if len(files) == 1 and _normal(written) == name and not name.endswith(".md"):
                self._anywhere[written] = Found(path)
                self._settled.add(written)

    def open(self, links: tuple[Link, ...]) -> list[Link]:
        """Those of `links` of which it must be looked up where they lead: all but addresses, and
        those to a whole file that is known already, and the same from everywhere."""
        settled = self._settled
        if settled.issuperset(map(_TARGET, links)):  # so it is in most notes
            return [k for k in links if k.subpath and k.form != "url"]
        return [k for k in links if k.form != "url" and (k.subpath or k.target not in settled)]

    def from_anywhere(self, target: str) -> Place | None:
        """What Obsidian opens for `target` (a link's, without subpath) in whatever note; None if
        that depends on the note's folder."""
        place = self._anywhere.get(target, _NOWHERE)
        if place is _NOWHERE and target not in self._anywhere:
            place = self._anywhere[target] = self._find(_normal(target))
            if type(place) is Found:
                self._settled.add(target)
        return place

    def find(self, target: str, source: str) -> Place:
        """What Obsidian opens for `target` (a link's, without subpath) in the note at `source`."""
        place = self.from_anywhere(target)
        return self._find_from(target, source) if place is None else place

    def _find(self, target: str) -> Place | None:
        """What `target` leads to from everywhere; None if that depends on the source's folder."""
        is_name = "/" not in target and not target.endswith(".md")
        named = self.listing.named(target) if is_name else ()
        if len(named) == 1:
            return Found(named[0].path)  # most targets are a name that one file has
        if target.startswith(_RELATIVE):
            return None
        files = self.candidates(target.lstrip("/"))
        bare = _bare(target.lstrip("/"))
        for file in files:
            if file.folded == bare:
                return Found(file.path)
        if not files or target.startswith("/"):
            return _NOWHERE
        return Found(files[0].path) if len(files) == 1 else None

    def _find_from(self, target: str, source: str) -> Place:
        folder = source.rpartition("/")[0]
        place = self._in_folder.get((target, folder))
        if place is None:
            place = self._in_folder[target, folder] = self._choose(_normal(target), fold(folder))
        return place

    def _choose(self, target: str, folder: str) -> Place:
        if target.startswith(_RELATIVE):
            path = join(folder, target)
            place = self._find(f"/{path}") if path else None
            return place or _NOWHERE
        files = self.candidates(target)
        for file in files:
            if file.folded.rpartition("/")[0] == folder:
                return Found(file.path)
        return Ambiguous(files[0].path, tuple(f.path for f in files[1:]))

    def candidates(self, target: str) -> list[Named]:
        """Files whose path ends with the names of a folded `target`, shortest path first."""
        name = target[target.rfind("/") + 1 :]
        if name.endswith(".md"):
            found = [f for f in self.listing.named(name[:-3]) if f.is_note]
            if not found:
                return self._under(self.listing.named(name), target)
            return self._under(found, target[:-3])
        files = self.listing.named(name)
        if len(files) > 1 and "." in name and not all(f.is_note for f in files):
            files = [f for f in files if not f.is_note]
        return self._under(files, target)

    @staticmethod
    def _under(files: list[Named], bare: str) -> list[Named]:
        if "/" not in bare:
            return files
        below = f"/{bare}"
        return [f for f in files if f.folded == bare or f.folded.endswith(below)]

    def named(self, name: str) -> tuple[str, ...]:
        """Paths of the files with this name (any form that a link may give it), in any folder."""
        return tuple(f.path for f in self.candidates(_normal(name).rpartition("/")[2]))


class Former(NamedTuple):
    """The names before a change, and files that it renamed: old path to new. `aside` are the names
    of files on disk that do not belong to it, since git does not know them."""

    names: Names
    renamed: Mapping[str, str]
    aside: Names

    def now(self, target: str, source: str) -> str | None:
        """Where the file is now that `target` in the note at `source` led to, if it was renamed."""
        return self.renamed.get(self.place(target, source) or "")

    def place(self, target: str, source: str) -> str | None:
        """The file that `target` in the note at `source` led to."""
        place = self.names.find(target, source)
        return None if isinstance(place, Missing) else place.path


def join(folder: str, target: str) -> str | None:
    """The path of `target` as seen from `folder`; None if it lies outside the vault."""
    names = folder.split("/") if folder else []
    for name in target.split("/"):
        if name == "..":
            if not names:
                return None
            names.pop()
        elif name not in ("", "."):
            names.append(name)
    return "/".join(names)


def _normal(target: str) -> str:
    return fold(target).strip()


def _bare(folded: str) -> str:
    return folded[:-3] if folded.endswith(".md") else folded
