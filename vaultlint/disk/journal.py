"""What fix runs did: one folder a run, with a journal and the notes as they were."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

FOLDER = ".vaultlint/undo"
KEPT_RUNS = 10
KEPT_BYTES = 100 * 1024 * 1024


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
    """A run's folder. `undoes` names the run that this one takes back."""

    folder: Path
    undoes: str = ""

    @property
    def name(self) -> str:
        """The run's name: runs sort by it as they were made."""
        return self.folder.name

    @property
    def journal(self) -> Path:
        """The journal's file."""
        return self.folder / "journal.jsonl"

    def entries(self) -> tuple[Entry, ...]:
        """What the run did, or began to do; a line that a kill cut short is left out. Paths that
        climb out of the vault are no entries."""
        found = []
        for data in _lines(self.journal):
            try:
                entry = Entry(**{k: str(data[k]) for k in Entry.__slots__})
            except (KeyError, TypeError):
                continue
            names = (entry.temp, entry.backup)
            if _inside(entry.path) and all("/" not in n and n not in ("", "..") for n in names):
                found.append(entry)
        return tuple(found)

    def add(self, entry: Entry) -> None:
        """Write an entry down; it is on disk when this returns."""
        _append(self.journal, asdict(entry))

    def remove(self) -> None:
        """Forget the run and its backups."""
        shutil.rmtree(self.folder, ignore_errors=True)


def start_run(root: Path, undoes: str = "") -> Run:
    """A new run. Old ones are dropped first: more than KEPT_RUNS, or than KEPT_BYTES. A run is
    there only once its journal says what it undoes: until then its name begins with a dot."""
    home = root / FOLDER
    home.mkdir(parents=True, exist_ok=True)
    ignore = home / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")
    _drop_old(root)
    name = time.strftime("%Y%m%dT%H%M%S", time.gmtime()) + f".{time.time_ns() % 10**9:09d}"
    begun = home / f".{name}-{os.getpid()}"
    begun.mkdir(mode=0o700)
    _append(begun / "journal.jsonl", {"undoes": undoes})
    folder = begun.rename(home / begun.name[1:])
    sync_folder(home)
    return Run(folder, undoes)


def runs(root: Path) -> tuple[Run, ...]:
    """The runs there are, the newest first."""
    home = root / FOLDER
    if home.is_symlink() or not home.is_dir():
        return ()
    folders = (f for f in home.iterdir() if f.is_dir() and not f.is_symlink())
    made = sorted((f for f in folders if not f.name.startswith(".")), reverse=True)
    return tuple(Run(f, _undoes(f)) for f in made if (f / "journal.jsonl").is_file())


def _undoes(folder: Path) -> str:
    first = next(_lines(folder / "journal.jsonl"), {})
    return str(first.get("undoes", ""))


def _drop_old(root: Path) -> None:
    for begun in (root / FOLDER).glob(".*/"):
        shutil.rmtree(begun, ignore_errors=True)
    size = 0
    for at, run in enumerate(runs(root)):
        size += sum(f.stat().st_size for f in run.folder.iterdir() if f.is_file())
        if at > 0 and (at >= KEPT_RUNS - 1 or size > KEPT_BYTES):
            run.remove()


def _inside(path: str) -> bool:
    return bool(path) and not path.startswith(("/", "\\")) and ".." not in path.split("/")


def _lines(file: Path) -> Iterator[dict[str, object]]:
    try:
        text = file.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return
    for line in text.split("\n"):
        with contextlib.suppress(ValueError, RecursionError):
            data = json.loads(line)
            if isinstance(data, dict):
                yield data


def _append(file: Path, data: dict[str, str]) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(descriptor, (json.dumps(data) + "\n").encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on disk before going on, where the system can."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
