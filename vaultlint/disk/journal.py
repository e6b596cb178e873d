"""What fix runs did: one folder a run, with a journal and the notes as they were."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from vaultlint.disk.place import sync_folder, write_new
from vaultlint.disk.read import read_bytes

FOLDER = ".vaultlint/undo"
KEPT_RUNS = 10
KEPT_BYTES = 100 * 1024 * 1024
_LONGEST = 256 * 1024 * 1024
"""Bytes of a journal that are read: more than half a million notes."""


class BadJournalError(Exception):
    """A journal that names what no run of ours would: it came from elsewhere."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One note of a run: written down, and on disk, before anything of the note is touched.
    `temp` and `backup` are names: of the new text beside the note, of the old in the run."""

    path: str
    sha_before: str
    sha_after: str
    temp: str
    backup: str


@dataclass(frozen=True)
class Run:
    """A run's folder. What reads its journal raises UnreadableError."""

    folder: Path

    @property
    def name(self) -> str:
        """The run's name: runs sort by it as they were made."""
        return self.folder.name

    @property
    def journal(self) -> Path:
        """The journal's file."""
        return self.folder / "journal.jsonl"

    @property
    def undoes(self) -> str:
        """The name of the run that this one takes back; empty for a run of fixes."""
        return str(next(_lines(self.journal), {}).get("undoes", ""))

    def entries(self) -> tuple[Entry, ...]:
        """What the run did, or began to do; a line that a kill cut short is left out. Raises
        BadJournalError where one speaks of files outside of the vault."""
        found = []
        void: set[str] = set()
        for data in _lines(self.journal):
            void.add(str(data.get("void", "")))
            try:
                entry = Entry(**{k: str(data[k]) for k in Entry.__slots__})
            except KeyError:
                continue
            if not _inside(entry.path):
                raise BadJournalError(f"`{entry.path}` is no path in the vault")
            if not (_is_name(entry.temp) and _is_name(entry.backup)):
                raise BadJournalError(f"`{entry.path}` is said to be kept in another folder")
            found.append(entry)
        return tuple(entry for entry in found if entry.backup not in void)

    def is_ended(self) -> bool:
        """Whether the run came to its end, and nothing of it is left to be cleaned up."""
        return next(_lines(self.journal, from_end=True), {}).get("ended") == "yes"

    def add(self, entry: Entry) -> None:
        """Write an entry down; it is on disk when this returns."""
        _append(self.journal, asdict(entry))

    def take_back(self, backup: str) -> None:
        """Write down that the note with this backup was not changed after all."""
        _append(self.journal, {"void": backup})

    def end(self) -> None:
        """Write down that nothing of the run is left to be cleaned up."""
        with contextlib.suppress(OSError):  # then it is looked at once more
            _append(self.journal, {"ended": "yes"})

    def remove(self) -> None:
        """Forget the run and its backups."""
        shutil.rmtree(self.folder, ignore_errors=True)


def start_run(root: Path, undoes: str = "") -> Run:
    """A new run. It is there only once its journal says what it undoes: until then its name begins
    with a dot. Raises OSError, also where the folder of runs leads out of the vault."""
    home = root / FOLDER
    if not _is_own(root):
        raise OSError(f"`{FOLDER}` is a link that leads elsewhere")
    if not home.is_dir():
        home.mkdir(parents=True)
        for above in (root, home.parent):
            sync_folder(above)
    ignore = home / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")
    for cut_off in home.glob(".*/"):
        shutil.rmtree(cut_off, ignore_errors=True)
    name = _next_name(root)
    begun = home / f".{name}"
    begun.mkdir(mode=0o700)
    _append(begun / "journal.jsonl", {"undoes": undoes})
    sync_folder(begun)
    folder = begun.rename(home / begun.name[1:])
    sync_folder(home)
    return Run(folder)


def _next_name(root: Path) -> str:
    """A name that sorts after those of all runs before, also where the clock was put back."""
    name = time.strftime("%Y%m%dT%H%M%S", time.gmtime()) + f".{time.time_ns() % 10**9:09d}"
    newest = next((f.name for f in _folders(root)), "")
    if name > newest:
        return name
    before, _, count = newest.partition("+")
    return f"{before}+{int(count) + 1 if count.isdecimal() else 1:06d}"


def runs(root: Path) -> tuple[Run, ...]:
    """The runs there are, the newest first."""
    return tuple(r for r in map(Run, _folders(root)) if r.journal.is_file())


def drop_old(root: Path) -> None:
    """Forget old runs: those beyond KEPT_RUNS, or beyond KEPT_BYTES of backups. The newest stays,
    and so does the run that it takes back, as long as that is not done."""
    size = 0
    needed = {""}
    for at, run in enumerate(map(Run, _folders(root))):
        is_kept = at == 0 or run.name in needed
        with contextlib.suppress(OSError):
            if is_kept and run.journal.is_file():
                needed.add(run.undoes)
            size += sum(f.lstat().st_size for f in run.folder.iterdir())
            if not is_kept and (at >= KEPT_RUNS or size > KEPT_BYTES):
                run.remove()


def _folders(root: Path) -> list[Path]:
    home = root / FOLDER
    if not home.is_dir() or not _is_own(root):
        return []
    folders = (f for f in home.iterdir() if f.is_dir() and not f.is_symlink())
    return sorted((f for f in folders if not f.name.startswith(".")), reverse=True)


def _is_own(root: Path) -> bool:
    """Whether the folder of runs is where it seems to be: in the vault, through no link."""
    return os.path.realpath(root / FOLDER) == str(Path(os.path.realpath(root), FOLDER))


def _inside(path: str) -> bool:
    """Whether a path is relative and stays where it begins. Names may hold what another system
    takes for a separator."""
    parts = path.replace(os.sep, "/").split("/")
    drive = os.path.splitdrive(path)[0]
    return not drive and all(part not in ("", "..") for part in parts)


def _is_name(name: str) -> bool:
    return _inside(name) and "/" not in name and os.sep not in name


def _lines(file: Path, *, from_end: bool = False) -> Iterator[dict[str, object]]:
    lines = read_bytes(file, _LONGEST, follow=False).split(b"\n")
    for line in reversed(lines) if from_end else lines:
        with contextlib.suppress(ValueError, RecursionError):
            data = json.loads(line)
            if isinstance(data, dict):
                yield data


def _append(file: Path, data: dict[str, str]) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        # begins with a line end: a line that was cut short before does not swallow this one
        write_new(descriptor, f"\n{json.dumps(data)}\n".encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def digest(data: bytes) -> str:
    """What the journal knows a note's bytes by."""
    return sha256(data).hexdigest()


def ready_name(temp: str) -> str:
    """The name of a temporary file from when it is about to take a note's place: what is found
    under it after a kill may be what another program saved."""
    return f"{temp.removesuffix('.tmp')}.new"
