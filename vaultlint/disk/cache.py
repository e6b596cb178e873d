"""What is known of a vault from the last run, outside of the vault, safe to lose at any time.

Facts are kept by path, size and mtime; a note that changed within the last two seconds is not
kept, since a second change might show neither. Anything odd (another version, a broken file, a
full disk, two runs at once) makes the cache empty, never the run fail.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Self

from vaultlint import __version__
from vaultlint.disk.codec import Outcome, decode_outcome, encode
from vaultlint.disk.walk import Seen
from vaultlint.parse.facts import Facts

RACY = 2_000_000_000
"""Nanoseconds within which a file may change twice under one mtime."""
KEPT_RUNS = 16


def cache_folder() -> Path:
    """Where caches are kept, one file a vault."""
    import platformdirs

    return Path(platformdirs.user_cache_dir("vaultlint", appauthor=False))


def tool_digest() -> str:
    """What changes with every version of our code, released or not."""
    package = Path(__file__).resolve().parents[1]
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
                "BEGIN; DROP TABLE IF EXISTS note; DROP TABLE IF EXISTS run; DELETE FROM meta;"
                "CREATE TABLE note (path TEXT PRIMARY KEY, size INT, mtime INT, facts BLOB)"
                " WITHOUT ROWID;"
                "CREATE TABLE run (key TEXT PRIMARY KEY, at INT, outcome BLOB); COMMIT;"
            )
            db.execute("INSERT INTO meta VALUES (?)", (self.digest,))
        with contextlib.suppress(OSError):
            file.chmod(0o600)
        return db

    def facts(self, seen: Mapping[str, Seen]) -> dict[str, bytes]:
        """Encoded facts of the files in `seen` that are as they were."""
        if self._db is None:
            return {}
        found: dict[str, bytes] = {}
        try:
            for path, size, mtime, data in self._db.execute("SELECT * FROM note"):
                now = seen.get(path)
                if now is not None and now.size == size and now.mtime_ns == mtime:
                    found[path] = data
        except (sqlite3.Error, TypeError):
            return {}
        return found

    def keep_facts(self, facts: Mapping[str, Facts], seen: Mapping[str, Seen]) -> None:
        """Keep the facts of notes that were parsed, and drop those of files that are gone."""
        if self._db is None:
            return
        settled = time.time_ns() - RACY
        rows = [
            (path, seen[path].size, seen[path].mtime_ns, encode(its))
            for path, its in facts.items()
            if path in seen and seen[path].mtime_ns < settled and _storable(path)
        ]
        try:
            self._db.execute("BEGIN")
            self._db.executemany("INSERT OR REPLACE INTO note VALUES (?, ?, ?, ?)", rows)
            known = [r[0] for r in self._db.execute("SELECT path FROM note")]
            gone = [(p,) for p in known if p not in seen]
            self._db.executemany("DELETE FROM note WHERE path = ?", gone)
            self._db.execute("COMMIT")
        except (sqlite3.Error, UnicodeEncodeError):
            with contextlib.suppress(sqlite3.Error):
                self._db.execute("ROLLBACK")

    def outcome(self, key: str) -> Outcome | None:
        """What the run with this key said the last time."""
        if self._db is None:
            return None
        try:
            row = self._db.execute("SELECT outcome FROM run WHERE key = ?", (key,)).fetchone()
        except sqlite3.Error:
            return None
        return decode_outcome(row[0]) if row is not None and isinstance(row[0], bytes) else None

    def keep_outcome(self, key: str, outcome: Outcome) -> None:
        """Keep what a run said."""
        if self._db is None:
            return
        with contextlib.suppress(sqlite3.Error, UnicodeEncodeError):
            row = (key, time.time_ns(), encode(outcome))
            self._db.execute("INSERT OR REPLACE INTO run VALUES (?, ?, ?)", row)
            self._db.execute(
                "DELETE FROM run WHERE key NOT IN (SELECT key FROM run ORDER BY at DESC LIMIT ?)",
                (KEPT_RUNS,),
            )


def _storable(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def is_settled(seen: Iterable[Seen]) -> bool:
    """Whether no file changed so lately that a second change might not show."""
    limit = time.time_ns() - RACY
    return all(s.mtime_ns < limit for s in seen)


def listing_digest(seen: Iterable[Seen]) -> str:
    """A digest of all paths, sizes and mtimes."""
    lines = (f"{s.path}\0{s.size}\0{s.mtime_ns}\0{s.reason}" for s in seen)
    return sha256("\n".join(lines).encode("utf-8", "surrogateescape")).hexdigest()
