"""The notes of a vault on disk, each parsed or decoded when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from pathlib import Path

from vaultlint.disk.codec import FactsOutline, decode, encode
from vaultlint.disk.read import UnreadableError, read_again, read_bytes
from vaultlint.disk.trust import content_digest
from vaultlint.disk.walk import Seen
from vaultlint.judgement import words
from vaultlint.note import Note
from vaultlint.parse.facts import FAILED, Facts, Problem
from vaultlint.parse.readable import MAX_NOTE

WHOLE = 12_000
"""Notes up to which all are held as objects: decoding them costs a third of judging them."""
HELD = 2_048
"""Notes that are held as objects where there are more; of all others only the facts are, encoded."""
PASSING = 256
"""Notes beyond those, the last that were asked for."""
KEPT = 32 * 1024 * 1024
"""Bytes of notes that are kept in memory; what is beyond is read again when a rule asks."""


class Shelf(Mapping[str, Note]):
    """Notes by path, sorted. `instead` holds bytes that take the place of what is on disk;
    `stored` gives encoded facts of a file as it is, if they are known."""

    def __init__(
        self,
        root: Path,
        paths: Collection[str],
        seen: Mapping[str, Seen],
        instead: Mapping[str, bytes],
        stored: Callable[[Seen], bytes | None] | None = None,
    ) -> None:
        self._root = root
        self._paths = dict.fromkeys(sorted(paths))
        self._most = HELD if len(paths) > WHOLE else len(paths)
        self._seen = seen
        self.instead = instead
        self._stored = stored
        self._encoded: dict[str, bytes] = {}
        self._held: dict[str, Note] = {}
        self._passing: dict[str, Note] = {}
        self._kept = 0
        self.fresh: dict[str, bytes] = {}
        """Digests of the content of notes whose facts were not known from before."""

    def __getitem__(self, path: str) -> Note:
        note = self._held.get(path) or self._passing.get(path)
        if note is None:
            if path not in self._paths:
                raise KeyError(path)
            note = self._make(path)
            if len(self._held) < self._most:
                self._held[path] = note
            else:
                self._passing[path] = note
                if len(self._passing) > PASSING:
                    del self._passing[next(iter(self._passing))]
        return note

    def __contains__(self, path: object) -> bool:
        return path in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)

    def know(self, path: str, facts: bytes) -> None:
        """Put encoded facts of a file on the shelf that is as it was."""
        self._encoded[path] = facts

    def on_disk(self) -> dict[str, Seen]:
        """The notes that are as they are on disk, as they were seen there."""
        paths = (p for p in self._paths if p in self._seen and p not in self.instead)
        return {path: self._seen[path] for path in paths}

    def unknown(self) -> list[Seen]:
        """Those of them whose facts are not known yet."""
        return [seen for path, seen in self.on_disk().items() if path not in self._encoded]

    def put(self, path: str, facts: bytes, content: bytes) -> None:
        """Put encoded facts of a file as it is on the shelf, parsed elsewhere, with the digest of
        its content."""
        self._encoded[path] = facts
        self.fresh[path] = content

    def hold(self, note: Note) -> None:
        """Put a note on the shelf that must not be read again."""
        self._held[note.path] = note

    def encoded(self, path: str) -> bytes:
        """The facts of the note at `path`, encoded."""
        return self._encoded.get(path) or encode(self[path].facts)

    def _make(self, path: str) -> Note:
        if path in self.instead:
            return parsed(path, self.instead[path])
        seen = self._seen.get(path) or Seen(path, 0, 0)
        data = self._encoded.get(path) or (self._stored(seen) if self._stored else None)
        outline = decode(FactsOutline, data)
        if data is not None and outline is not None and outline.unreadable is None:
            facts = partial(self._decoded, seen, data)
            return Note(path, facts, partial(read_again, f"{self._root}/{path}"), outline)
        note = read_note(self._root, seen)
        self.fresh[path] = content_digest(note.data)
        if len(self._paths) > self._most:
            self._encoded[path] = encode(note.facts)
        self._kept += note.facts.size
        if self._kept > KEPT:
            return Note(path, note.facts, partial(read_again, f"{self._root}/{path}"))
        return note

    def _decoded(self, seen: Seen, data: bytes) -> Facts:
        return decode(Facts, data) or read_note(self._root, seen).facts


def read_note(root: Path, seen: Seen) -> Note:
    """The note at `seen.path`, read and parsed; one that cannot be read has facts that say so."""
    try:
        if seen.reason:
            raise UnreadableError(seen.reason)
        if seen.size > MAX_NOTE:
            return Note(
                seen.path, Facts(seen.size, 1, Problem("too-big", 0, 0, str(seen.size))), b""
            )
        data = read_bytes(f"{root}/{seen.path}", MAX_NOTE)
    except UnreadableError as error:
        return Note(seen.path, Facts(0, 1, Problem("io", 0, 0, error.reason)), b"")
    return parsed(seen.path, data)


def parsed(path: str, data: bytes) -> Note:
    """The note that these bytes are; where the parser fails on it, one with facts that say so."""
    try:
        return Note.parse(path, data)
    except Exception as error:
        return failed(path, words(error), data)


def failed(path: str, why: str, data: bytes = b"") -> Note:
    """A note on which the parser failed."""
    return Note(path, Facts(len(data), 1, Problem(FAILED, 0, 0, why)), data)
