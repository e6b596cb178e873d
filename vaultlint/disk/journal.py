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
        void: set[str] = set()
        for data in _lines(self.journal):
            void.add(str(data.get("void", "")))
            try:
                entry = Entry(**{k: str(data[k]) for k in Entry.__slots__})
            except (KeyError, TypeError):
                continue
            names = (entry.temp, entry.backup)
            if _inside(entry.path) and all("/" not in n and n not in ("", "..") for n in names):
                found.append(entry)
        return tuple(entry for entry in found if entry.backup not in void)

    def add(self, entry: Entry) -> None:
        """Write an entry down; it is on disk when this returns."""
        _append(self.journal, asdict(entry))

    def take_back(self, backup: str) -> None:
        """Write down that the note with this backup was not changed after all."""
        with contextlib.suppress(OSError):
            _append(self.journal, {"void": backup})

    def remove(self) -> None:
        """Forget the run and its backups."""
        shutil.rmtree(self.folder, ignore_errors=True)


def start_run(root: Path, undoes: str = "") -> Run:
    """A new run. It is there only once its journal says what it undoes: until then its name begins
    with a dot. Raises OSError, also where the folder of runs leads out of the vault."""
    home = root / FOLDER
    home.mkdir(parents=True, exist_ok=True)
    if not _is_own(root):
        raise OSError(f"`{FOLDER}` is a link that leads elsewhere")
    ignore = home / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")
    for cut_off in home.glob(".*/"):
        shutil.rmtree(cut_off, ignore_errors=True)
    name = time.strftime("%Y%m%dT%H%M%S", time.gmtime()) + f".{time.time_ns() % 10**9:09d}"
    newest = next((f.name for f in _folders(root)), "")
    name = name if name > newest else f"{newest}+"  # where the clock was put back
    begun = home / f".{name}-{os.getpid()}"
    begun.mkdir(mode=0o700)
    _append(begun / "journal.jsonl", {"undoes": undoes})
    sync_folder(begun)
    folder = begun.rename(home / begun.name[1:])
    sync_folder(home)
    return Run(folder, undoes)


def runs(root: Path) -> tuple[Run, ...]:
    """The runs there are, the newest first."""
    made = (f for f in _folders(root) if (f / "journal.jsonl").is_file())
    return tuple(Run(f, _undoes(f)) for f in made)


def drop_old(root: Path) -> None:
    """Forget old runs: those beyond KEPT_RUNS, or beyond KEPT_BYTES of backups. The newest stays."""
    size = 0
    for at, folder in enumerate(_folders(root)):
        size += sum(f.lstat().st_size for f in folder.iterdir())
        if at > 0 and (at >= KEPT_RUNS or size > KEPT_BYTES):
            shutil.rmtree(folder, ignore_errors=True)


def _folders(root: Path) -> list[Path]:
    home = root / FOLDER
    if not home.is_dir() or not _is_own(root):
        return []
    folders = (f for f in home.iterdir() if f.is_dir() and not f.is_symlink())
    return sorted((f for f in folders if not f.name.startswith(".")), reverse=True)


def _is_own(root: Path) -> bool:
    """Whether the folder of runs is where it seems to be: in the vault, through no link."""
    return os.path.realpath(root / FOLDER) == str(Path(os.path.realpath(root), FOLDER))


def _undoes(folder: Path) -> str:
    first = next(_lines(folder / "journal.jsonl"), {})
    return str(first.get("undoes", ""))


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
        left = memoryview((json.dumps(data) + "\n").encode())
        while left:
            left = left[os.write(descriptor, left) :]
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
