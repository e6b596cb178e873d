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
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Self

from vaultlint.disk.buckets import bucket_of, by_bucket
from vaultlint.disk.codec import Asks, Faces, Index, Outcome, Since, decode, encode
from vaultlint.disk.trust import SEAL, is_damage, is_ours, opened, sealed, tool_digest
from vaultlint.disk.walk import Seen
from vaultlint.judgement import NEAR
from vaultlint.note import Face

if TYPE_CHECKING:
    from vaultlint.disk.basis import Basis, Record

KEPT_RUNS = 16


def cache_folder() -> Path | None:
    """Where caches are kept, one file a vault; None for a user who has no home."""
    import platformdirs

    try:
        folder = Path(platformdirs.user_cache_dir("vaultlint", appauthor=False))
    except (RuntimeError, KeyError):
        return None
    return folder if folder.is_absolute() else None


def cache_files(folder: Path) -> list[Path]:
    """The caches in a folder, with what SQLite writes beside them; no other's databases."""
    return [*folder.glob(f"{'[0-9a-f]' * 32}.sqlite*")]


_PRAGMAS = ("trusted_schema=OFF", "page_size=16384", "synchronous=OFF", "journal_mode=WAL")
_NOTES = "SELECT path, size, mtime, content, facts FROM note"


class Cache:
    """One vault's cache; a context manager. Without a folder it is empty and keeps nothing."""

    def __init__(self, folder: Path | None, root: Path) -> None:
        self._db: sqlite3.Connection | None = None
        self._broken = False
        self._read: dict[str, list[tuple[object, ...]]] = {}
        self.digest = ""
        if folder is None or not is_ours(folder, root):
            return
        name = sha256(os.fsencode(os.path.realpath(root))).hexdigest()[:32]
        self._file = file = folder / f"{name}.sqlite"
        self.digest = tool_digest()
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._db = self._open(file)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            if "locked" in str(error):  # another run is at work with it
                return
            self._drop()
            with contextlib.suppress(OSError, sqlite3.Error, UnicodeDecodeError):
                self._db = self._open(file)
        except OSError:
            self._db = None

    @property
    def keeps(self) -> bool:
        """Whether anything is kept for a next time."""
        return self._db is not None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._db is not None:
            with contextlib.suppress(sqlite3.Error):
                self._db.close()
            if self._broken:
                self._drop()

    def _drop(self) -> None:
        """Take the files away, for the next run to begin anew."""
        for ending in ("", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                Path(f"{self._file}{ending}").unlink(missing_ok=True)

    def _open(self, file: Path) -> sqlite3.Connection:
        db = sqlite3.connect(file, timeout=0.2, isolation_level=None)
        for pragma in _PRAGMAS:  # pages of a new file are large: so is what is kept
            db.execute(f"PRAGMA {pragma}")
        db.execute("CREATE TABLE IF NOT EXISTS meta (tool TEXT)")
        known = db.execute("SELECT tool FROM meta").fetchone()
        if known is None or known[0] != self.digest:
            db.executescript(
                "BEGIN; DROP TABLE IF EXISTS note; DROP TABLE IF EXISTS face;"
                "DROP TABLE IF EXISTS run; DROP TABLE IF EXISTS asks; DELETE FROM meta;"
                "CREATE TABLE note"
                " (path TEXT PRIMARY KEY, size INT, mtime INT, content BLOB, facts BLOB);"
                "CREATE TABLE face (bucket INT PRIMARY KEY, faces BLOB);"
                "CREATE TABLE run"
                " (key TEXT PRIMARY KEY, at INT, seal BLOB, since BLOB, outcome BLOB, basis BLOB);"
                "CREATE TABLE asks"
                " (run TEXT, bucket INT, asks BLOB, PRIMARY KEY (run, bucket)); COMMIT;"
            )
            db.execute("INSERT INTO meta VALUES (?)", (self.digest,))
        with contextlib.suppress(OSError):
            file.chmod(0o600)
        return db

    def facts(self, seen: Seen) -> bytes | None:
        """The encoded facts of a file, if it is as it was (or was as `seen` says)."""
        found = self._rows("SELECT facts FROM note WHERE path=? AND size=? AND mtime=?", seen[:3])
        return opened(seen.path, found[0][0]) if found else None

    def notes(self, seen: Mapping[str, Seen]) -> Iterator[tuple[Seen, bool, bytes, bytes]]:
        """What is kept of the files in `seen` that have the size they had: whether the mtime is the
        same too, digests of their content, and encoded facts."""
        for path, size, mtime, content, data in self._rows(_NOTES, ()):
            now = seen.get(path) if isinstance(path, str) else None
            if now is None or now.size != size:
                continue
            facts = opened(now.path, data)
            if isinstance(content, bytes) and facts is not None:
                yield now, now.mtime_ns == mtime, content, facts

    def faces(self, seen: Mapping[str, Seen]) -> dict[str, Face]:
        """Faces of the notes in `seen` that are as they were."""
        found: dict[str, Face] = {}
        for bucket, data in self._rows("SELECT bucket, faces FROM face", ()):
            faces = decode(Faces, opened(str(bucket), data))
            for path, (size, mtime, face) in faces.known.items() if faces else ():
                now = seen.get(path)
                if now is not None and now.size == size and now.mtime_ns == mtime:
                    found[now.path] = face
        return found

    def outcome(self, key: str) -> Outcome | None:
        """What the run with this key said the last time."""
        self._read[key] = self._state(key)
        found = self._rows("SELECT outcome FROM run WHERE key=?", (key,))
        return decode(Outcome, opened(key, found[0][0])) if found else None

    def basis(self, key: str) -> Basis | None:
        """On what that rests."""
        found = self._rows("SELECT basis FROM run WHERE key=?", (key,))
        index = decode(Index, opened(key, found[0][0])) if found else None
        state = self._read.setdefault(key, self._state(key))
        seal, then = state[0] if state else (None, None)
        since = decode(Since, opened(f"{key} {seal!r}", then))
        if index is None or (since is None and then is not None) or not self.is_as_read(key):
            return None
        from vaultlint.disk.basis import basis_of

        return basis_of(index, since)

    def is_as_read(self, key: str) -> bool:
        """Whether no other run has kept anything under this key since it was read first."""
        return self._read.get(key) == self._state(key)

    def _state(self, key: str) -> list[tuple[object, ...]]:
        """The seal of a basis, and what is written since."""
        return self._rows("SELECT seal, since FROM run WHERE key=?", (key,))

    def newest(self) -> tuple[str, Basis] | None:
        """The key of the last run of all, and on what it rests."""
        found = self._rows("SELECT key FROM run ORDER BY at DESC LIMIT 1", ())
        key = str(found[0][0]) if found else ""
        basis = self.basis(key)
        return (key, basis) if basis is not None else None

    def asking(self, key: str, names: Iterable[str]) -> dict[str, list[int]]:
        """Which notes asked for `names` in the run with this key; see `Asks`."""
        found: dict[str, list[int]] = {}
        for bucket, wanted in by_bucket(names).items():
            asks = self._bucket(key, bucket)
            found |= {name: asks[name] for name in wanted if name in asks}
        return found

    def near(self, key: str) -> list[str]:
        """The names that begin with NEAR and were asked for in the run with this key."""
        return list(self._bucket(key, bucket_of(NEAR)))

    def _bucket(self, key: str, bucket: int) -> dict[str, list[int]]:
        found = self._rows("SELECT asks FROM asks WHERE run=? AND bucket=?", (key, bucket))
        asks = decode(Asks, opened(f"{key} {bucket}", found[0][0])) if found else None
        return asks.places if asks is not None else {}

    def keep(
        self,
        notes: Iterable[tuple[Seen, bytes, bytes, Face]],
        gone: Iterable[str] = (),
        record: Record | None = None,
    ) -> None:
        """Keep digests of the content, encoded facts and faces of notes, and what a run said of
        them; forget the notes that are gone. All of it, or nothing."""
        rows = [row for row in notes if _storable(row[0].path)]
        gone = [path for path in gone if _storable(path)]
        if self._db is None or not (rows or record or gone):
            return
        try:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany(
                "INSERT OR REPLACE INTO note VALUES (?, ?, ?, ?, ?)",
                ((*s[:3], content, sealed(s.path, facts)) for s, content, facts, _ in rows),
            )
            self._db.executemany("DELETE FROM note WHERE path=?", ((path,) for path in gone))
            self._keep_faces(self._db, {s.path: (s, face) for s, _, _, face in rows}, gone)
            if record is not None and (record.anew or self.is_as_read(record.key)):
                self._keep_record(self._db, record)
                self._keep_asks(self._db, record)
                self._forget_old(self._db)
            self._db.execute("COMMIT")
        except (sqlite3.Error, UnicodeEncodeError) as error:
            self._broken |= isinstance(error, sqlite3.Error) and is_damage(error)
            with contextlib.suppress(sqlite3.Error):
                self._db.execute("ROLLBACK")

    def _keep_faces(
        self, db: sqlite3.Connection, new: Mapping[str, tuple[Seen, Face]], gone: Iterable[str]
    ) -> None:
        for bucket, paths in by_bucket((*new, *gone)).items():
            found = self._rows("SELECT faces FROM face WHERE bucket=?", (bucket,))
            known = opened(str(bucket), found[0][0]) if found else None
            faces = decode(Faces, known) or Faces({})
            for path in paths:
                if path in new:
                    seen, face = new[path]
                    faces.known[path] = (seen.size, seen.mtime_ns, face)
                else:
                    faces.known.pop(path, None)
            data = sealed(str(bucket), encode(faces))
            db.execute("INSERT OR REPLACE INTO face VALUES (?, ?)", (bucket, data))

    def _keep_record(self, db: sqlite3.Connection, record: Record) -> None:
        key, now = record.key, time.time_ns()
        said = sealed(key, encode(record.outcome)) if record.outcome is not None else None
        if isinstance(record.basis, Since):
            since = sealed(f"{key} {self._read[key][0][0]!r}", encode(record.basis))
            db.execute(
                "UPDATE run SET at=?, outcome=?, since=? WHERE key=?", (now, said, since, key)
            )
        else:
            basis = sealed(key, encode(record.basis))
            db.execute(
                "INSERT OR REPLACE INTO run VALUES (?, ?, ?, NULL, ?, ?)",
                (key, now, basis[:SEAL], said, basis),
            )

    def _keep_asks(self, db: sqlite3.Connection, record: Record) -> None:
        key, asks = record.key, record.asks
        if record.anew:
            db.execute("DELETE FROM asks WHERE run=?", (key,))
        for bucket, names in by_bucket(asks).items():
            known = {} if record.anew else self._bucket(key, bucket)
            if all(set(asks[name]).issubset(known.get(name, ())) for name in names):
                continue
            for name in names:
                known[name] = list(dict.fromkeys((*known.get(name, ()), *asks[name])))
            data = sealed(f"{key} {bucket}", encode(Asks(known)))
            db.execute("INSERT OR REPLACE INTO asks VALUES (?, ?, ?)", (key, bucket, data))

    @staticmethod
    def _forget_old(db: sqlite3.Connection) -> None:
        db.execute(
            "DELETE FROM run WHERE key NOT IN (SELECT key FROM run ORDER BY at DESC LIMIT ?)",
            (KEPT_RUNS,),
        )
        db.execute("DELETE FROM asks WHERE run NOT IN (SELECT key FROM run)")

    def _rows(self, query: str, values: tuple[object, ...]) -> list[tuple[object, ...]]:
        if self._db is None:
            return []
        try:
            return self._db.execute(query, values).fetchall()
        except UnicodeEncodeError:
            return []
        except (sqlite3.Error, UnicodeDecodeError) as error:
            self._broken |= is_damage(error)
            return []


def _storable(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True
