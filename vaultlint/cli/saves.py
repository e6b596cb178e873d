"""What is saved, renamed and deleted in folders under watch."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Thread

from vaultlint.cli.app import Stop
from vaultlint.cli.session import Session
from vaultlint.disk.inputs import input_files, schema_folders

STEP = 5
"""Milliseconds without another change after which changes are taken for all there are."""
DEBOUNCE = 50
"""Milliseconds that are waited at most for more of them."""
READY = 250
"""Milliseconds within which the watcher says that it is at work, and then again and again."""


class Saves:
    """What changes in some folders and files, from now on: also while an answer is found."""

    def __init__(self, places: Collection[Path]) -> None:
        try:
            from watchfiles import watch
        except ImportError as error:
            extra = "pip install 'obsidian-vaultlint[watch]'"
            raise Stop(f"--watch needs watchfiles: {extra}") from error
        self._found: SimpleQueue[set[str]] = SimpleQueue()
        self._over = Event()
        ready = Event()

        def work() -> None:
            for found in watch(
                *places,
                watch_filter=None,
                debounce=DEBOUNCE,
                step=STEP,
                stop_event=self._over,
                rust_timeout=READY,
                yield_on_timeout=True,
                ignore_permission_denied=True,
            ):
                ready.set()
                if found:
                    self._found.put({path for _, path in found})

        Thread(target=work, daemon=True).start()
        ready.wait(10)

    def wait(self) -> set[str]:
        """Absolute paths of what changed since the last time, once anything did."""
        found = self._found.get()
        while not self._found.empty():
            found |= self._found.get()
        return found

    def end(self) -> None:
        """Look no longer."""
        self._over.set()


class Sources:
    """The files that config, schemas and settings of a session come from. Where its config cannot
    be read, any file that may be such a one is taken for it."""

    def __init__(self, session: Session, root: Path) -> None:
        self._root = root
        self._files: frozenset[Path] = frozenset()
        self._folders: tuple[Path, ...] = ()
        self._above: frozenset[Path] = frozenset()
        try:
            config = session.config
        except Stop:
            self._known = False
            return
        self._known = True
        own = session.config_file
        names = (*input_files(root, config, session.more_rules, own), config.baseline)
        self._files = frozenset(root / name for name in names)
        folders = schema_folders(config, session.more_rules)
        self._folders = tuple(root / folder for folder in folders)
        # of a folder that is new, what was written before it was watched is not told
        around = (p for f in self._folders for p in (f, *f.parents) if root in p.parents)
        self._above = frozenset(around)

    def hold(self, path: Path) -> bool:
        """Whether the file at an absolute path is, or was, or would be one of them."""
        if path in self._files or path in self._above:
            return True
        is_yaml = path.suffix in (".yaml", ".yml")
        if not self._known:
            return is_yaml or path.suffix == ".toml"
        return is_yaml and any(folder in path.parents for folder in self._folders)


def places(session: Session, root: Path) -> list[Path]:
    """What is to be watched: the vault, and what lies outside of it and is read."""
    outside: Iterable[Path | None] = (session.config_file, *session.more_rules)
    found = (Path(p).resolve() for p in outside if p is not None)
    return [root, *(p for p in found if not p.is_relative_to(root))]
