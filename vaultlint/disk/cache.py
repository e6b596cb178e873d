"""What is known of a vault from the last run, outside of the vault, safe to lose at any time.

Facts are kept by path, size and mtime; of a note that changed within the last two seconds without
the mtime, since a second change might not show. Where only the mtime is another one, as after a
checkout in CI, the content decides. Anything odd (another version, a broken file, a full disk, two
runs at once) makes the cache empty, never the run fail.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b, sha256
from pathlib import Path
from types import TracebackType
from typing import Self

from vaultlint import __version__
from vaultlint.disk.codec import Index, Outcome, decode, encode
from vaultlint.disk.walk import Seen
from vaultlint.vault.face import Face

RACY = 2_000_000_000
"""Nanoseconds within which a file may change twice under one mtime."""
KEPT_RUNS = 16


def cache_folder() -> Path:
    """Where caches are kept, one file a vault."""
    import platformdirs

    return Path(platformdirs.user_cache_dir("vaultlint", appauthor=False))


def tool_digest() -> str:
    """What changes with every version of our code, released or not, but not with the time at which
    it was installed."""
    package = Path(__file__).resolve().parents[1]
    record = package.parent / f"obsidian_vaultlint-{__version__}.dist-info" / "RECORD"
    if record.is_file():  # an installed wheel lists the digests of its files there
        return sha256(record.read_bytes()).hexdigest()
    found = [__version__]
    for folder, _, files in os.walk(package):
        for name in files:
            if name.endswith((".py", ".yaml")):
                status = Path(folder, name).stat()
                found.append(f"{name}:{status.st_size}:{status.st_mtime_ns}")
    return sha256("\n".join(sorted(found)).encode()).hexdigest()


class Cache:
    """One vault's cache; a context manager. Without a folder it is empty and keeps nothing."""

    def __init__(self, folder: Path | None, root: Path) -> None:
        self._db: sqlite3.Connection | None = None
        self.digest = ""
        if folder is None:
            return
        name = sha256(os.fsencode(os.path.realpath(root))).hexdigest()[:32]
        file = folder / f"{name}.sqlite"
        self.digest = tool_digest()
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._db = self._open(file)
        except sqlite3.DatabaseError:
            with contextlib.suppress(OSError, sqlite3.Error):
                file.unlink(missing_ok=True)
                self._db = self._open(file)
        except OSError:
            self._db = None

    @property
    def keeps(self) -> bool:
        """Whether anything is kept for a next time."""
        return self._db is not None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        if self._db is not None:
            with contextlib.suppress(sqlite3.Error):
                self._db.close()

    def _open(self, file: Path) -> sqlite3.Connection:
        db = sqlite3.connect(file, timeout=0.2, isolation_level=None)
        db.execute("PRAGMA synchronous=OFF")
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("CREATE TABLE IF NOT EXISTS meta (tool TEXT)")
        known = db.execute("SELECT tool FROM meta").fetchone()
        if known is None or known[0] != self.digest:
            db.executescript(
                "BEGIN; DROP TABLE IF EXISTS note; DROP TABLE IF EXISTS face;"
                "DROP TABLE IF EXISTS run; DELETE FROM meta;"
                "CREATE TABLE note"
                " (path TEXT PRIMARY KEY, size INT, mtime INT, content BLOB, facts BLOB);"
                "CREATE TABLE face (path TEXT PRIMARY KEY, size INT, mtime INT, face BLOB);"
                "CREATE TABLE run (key TEXT PRIMARY KEY, at INT, outcome BLOB, asks BLOB); COMMIT;"
            )
            db.execute("INSERT INTO meta VALUES (?)", (self.digest,))
        with contextlib.suppress(OSError):
            file.chmod(0o600)
        return db

    def facts(self, seen: Seen) -> bytes | None:
        """The encoded facts of a file, if it is as it was (or was as `seen` says)."""
        found = self._rows("SELECT facts FROM note WHERE path=? AND size=? AND mtime=?", seen[:3])
        return found[0][0] if found and isinstance(found[0][0], bytes) else None

    def all_facts(self, seen: Mapping[str, Seen]) -> dict[str, bytes]:
        """Encoded facts of the files in `seen` that are as they were."""
        return self._as_they_were("SELECT path, size, mtime, facts FROM note", seen)

    def of_same_size(self, seen: Mapping[str, Seen]) -> Iterator[tuple[str, bytes, bytes]]:
        """Paths, digests of the content and encoded facts of files in `seen` that have the size
        they had, and another mtime."""
        for path, size, mtime, content, facts in self._rows("SELECT * FROM note", ()):
            now = seen.get(path) if isinstance(path, str) else None
            if now is None or now.size != size or now.mtime_ns == mtime:
                continue
            if isinstance(content, bytes) and isinstance(facts, bytes):
                yield now.path, content, facts

    def faces(self, seen: Mapping[str, Seen]) -> dict[str, Face]:
        """Faces of the notes in `seen` that are as they were."""
        rows = self._as_they_were("SELECT path, size, mtime, face FROM face", seen)
        found = ((path, decode(Face, data)) for path, data in rows.items())
        return {path: face for path, face in found if face is not None}

    def outcome(self, key: str) -> Outcome | None:
        """What the run with this key said the last time."""
        found = self._rows("SELECT outcome FROM run WHERE key=?", (key,))
        return decode(Outcome, found[0][0]) if found else None

    def index(self, key: str) -> Index | None:
        """On what that rests."""
        found = self._rows("SELECT asks FROM run WHERE key=?", (key,))
        return decode(Index, found[0][0]) if found else None

    def newest_index(self) -> Index | None:
        """On what the last run of all rests."""
        found = self._rows("SELECT asks FROM run ORDER BY at DESC LIMIT 1", ())
        return decode(Index, found[0][0]) if found else None

    def keep(
        self,
        notes: Iterable[tuple[Seen, bytes, bytes, Face]],
        gone: Iterable[str] = (),
        run: tuple[str, Outcome | None, Index] | None = None,
    ) -> None:
        """Keep digests of the content, encoded facts and faces of notes, and what a run with a key
        said of them; forget the notes that are gone. All of it, or nothing."""
        rows = [(s, c, facts, encode(face)) for s, c, facts, face in notes if _storable(s.path)]
        if self._db is None or not (rows or run or gone):
            return
        try:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany(
                "INSERT OR REPLACE INTO note VALUES (?, ?, ?, ?, ?)",
                ((s.path, s.size, s.mtime_ns, content, facts) for s, content, facts, _ in rows),
            )
            self._db.executemany(
                "INSERT OR REPLACE INTO face VALUES (?, ?, ?, ?)",
                ((s.path, s.size, s.mtime_ns, face) for s, _, _, face in rows),
            )
            for path in filter(_storable, gone):
                self._db.execute("DELETE FROM note WHERE path=?", (path,))
                self._db.execute("DELETE FROM face WHERE path=?", (path,))
            if run is not None:
                key, outcome, index = run
                said = encode(outcome) if outcome is not None else None
                row = (key, time.time_ns(), said, encode(index))
                self._db.execute("INSERT OR REPLACE INTO run VALUES (?, ?, ?, ?)", row)
                self._db.execute(
                    "DELETE FROM run WHERE key NOT IN"
                    " (SELECT key FROM run ORDER BY at DESC LIMIT ?)",
                    (KEPT_RUNS,),
                )
            self._db.execute("COMMIT")
        except (sqlite3.Error, UnicodeEncodeError):
            with contextlib.suppress(sqlite3.Error):
                self._db.execute("ROLLBACK")

    def _rows(self, query: str, values: tuple[object, ...]) -> list[tuple[object, ...]]:
        if self._db is None:
            return []
        try:
            return self._db.execute(query, values).fetchall()
        except (sqlite3.Error, UnicodeEncodeError):
            return []

    def _as_they_were(self, query: str, seen: Mapping[str, Seen]) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        for path, size, mtime, data in self._rows(query, ()):
            now = seen.get(path) if isinstance(path, str) else None
            same = now is not None and (now.size, now.mtime_ns) == (size, mtime)
            if now is not None and same and isinstance(data, bytes):
                found[now.path] = data
        return found


def content_digest(data: bytes) -> bytes:
    """What a note's bytes are known by."""
    return blake2b(data, digest_size=16).digest()


def _storable(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def settled(seen: Iterable[Seen]) -> list[Seen]:
    """The files as they may be compared with later. One that changed so lately that a second
    change might not show has no time: it will be looked at again."""
    limit = time.time_ns() - RACY
    return [s if s.mtime_ns < limit else s._replace(mtime_ns=0) for s in seen]


def listing_digest(seen: Iterable[Seen]) -> str:
    """A digest of all paths, sizes and mtimes."""
    lines = (f"{s.path}\0{s.size}\0{s.mtime_ns}\0{s.reason}" for s in seen)
    return sha256("\n".join(lines).encode("utf-8", "surrogateescape")).hexdigest()
