"""`vaultlint check --watch`: checked again whenever a note changes."""

from __future__ import annotations

import gc
import os
import stat
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

from vaultlint.cli.answer import folder_of_cache, layer_of, today
from vaultlint.cli.app import Stop, say
from vaultlint.cli.ending import Ending, stop_on_conflicts
from vaultlint.cli.saves import Saves, Sources, places
from vaultlint.cli.session import Session
from vaultlint.disk.cache import Cache
from vaultlint.disk.cores import processes
from vaultlint.disk.parallel import judge_all
from vaultlint.disk.shelf import read_note
from vaultlint.disk.walk import Seen, changed
from vaultlint.engine.check import checked_paths
from vaultlint.engine.standing import Standing
from vaultlint.parse.readable import READABLE
from vaultlint.vault import Vault

Check = Callable[[Session, tuple[Path, ...], dict[str, Any]], int]


def watch(session: Session, paths: tuple[Path, ...], given: dict[str, Any], check: Check) -> int:
    """Run `check`, and again after every change, until interrupted."""
    if given["do_fix"] or given["unsafe_fixes"]:
        raise Stop("--watch cannot be combined with --fix: a note under edit is left to its editor")
    if Path("-") in paths:
        raise Stop("--watch cannot be combined with `-`: what was read from it does not change")
    for path in paths:
        session.must_hold(path)
    root = Path(os.path.realpath(session.root))
    saves = Saves(places(session, root))
    watched = _Watched(session, root, paths, {**given, "watch": False}, check)
    try:
        watched.start()
        while True:
            if watched.go_on(saves.wait()):
                watched.tell()
    finally:
        saves.end()


_LAST = "watching; ctrl-c ends it"


class _Watched:
    """The vault under watch. Where all of it is checked, only what a change touches is judged
    again; a change of anything but its files begins anew."""

    def __init__(
        self,
        session: Session,
        root: Path,
        paths: tuple[Path, ...],
        given: dict[str, Any],
        check: Check,
    ) -> None:
        self._session = session
        self._root = root
        self._paths = paths
        self._given = given
        self._check = check
        self._day = today()
        self._sources = Sources(session, root)
        self._standing: Standing | None = None
        self._files: frozenset[str] = frozenset()
        self._reported: frozenset[str] | None = None

    def start(self) -> None:
        """Check the vault from the beginning."""
        old, self._standing, self._day = self._session, None, today()
        self._session = Session(old.root, old.config_file, old.more_rules)
        self._sources = Sources(self._session, self._root)
        try:
            if not self._by_git:
                self._standing = self._stand()
        except Stop as error:  # a config under edit: say so, and go on
            error.show()
            say(_LAST)
        else:
            self.tell()

    @property
    def _by_git(self) -> bool:
        return any(self._given[name] for name in ("hook", "staged", "changed_since"))

    def go_on(self, changed: Iterable[str]) -> bool:
        """Check again what the change of some files (absolute paths) touches. Whether there is
        something new to tell."""
        files = [Path(path) for path in changed]
        if self._day != today() or any(self._sources.hold(file) for file in files):
            self._clear()
            self.start()
            return False
        inside = {p for p in map(self._inside, files) if p}
        if not inside or self._by_git:
            return bool(inside)
        standing = self._standing
        seen = [self._seen(path) for path in inside]
        if standing is None or None in seen:
            self._clear()
            self.start()
            return False
        known = [s for s in seen if s is not None]
        there = [s for s in known if s.mtime_ns]
        gone = [s.path for s in known if not s.mtime_ns and s.path in standing.vault.files]
        notes = [s for s in there if s.path.lower().endswith(READABLE)]
        others = [s.path for s in there if s not in notes and s.path not in standing.vault.files]
        if not (notes or gone or others):
            return False
        standing.change([read_note(self._root, s) for s in notes], gone, others)
        self._clear()
        return True

    def tell(self) -> None:
        """Report what stands."""
        try:
            if self._standing is None:
                self._check(self._session, self._paths, dict(self._given))
                return
            stop_on_conflicts(self._standing.vault)
            report = self._standing.report(self._chosen(self._standing.vault))
            Ending(self._session, {**self._given, "paths": self._paths, "verbose": False}).finish(
                report
            )
        except Stop as error:
            error.show()
        finally:
            say(_LAST)

    def _clear(self) -> None:
        if self._given["output_format"] in ((), ("auto",), ("text",), ("concise",)):
            click.clear()

    def _stand(self) -> Standing:
        session, given = self._session, self._given
        selection = session.config.select(layer_of(given))
        with Cache(folder_of_cache(given), session.root) as cache:
            vault = session.load(cache=cache, jobs=given["jobs"]).vault
        paths = checked_paths(vault, None, selection)
        count = processes(given["jobs"], len(paths))
        judged = judge_all(vault, selection, self._day, paths, count)
        standing = Standing(vault, selection, self._day, judged)
        # what other processes made ready for themselves is ready here too at the first change
        standing.change([vault.notes[p] for p in paths[:1] if p in vault.notes], (), ())
        gc.collect()
        gc.freeze()  # none of it is garbage: it shall not be looked through at every change
        return standing

    def _chosen(self, vault: Vault) -> frozenset[str] | None:
        """What is reported; None for all."""
        if vault.files != self._files:
            self._files = vault.files
            self._reported = self._session.chosen(self._paths, vault.files)
        return self._reported

    def _inside(self, file: Path) -> str:
        """The path in the vault of what Obsidian would see there; else empty."""
        if not file.is_relative_to(self._root):
            return ""
        path = file.relative_to(self._root).as_posix()
        return "" if path.startswith(".") or "/." in path else path

    def _seen(self, path: str) -> Seen | None:
        """A file of the vault, without a time if it is gone; None where a walk must tell what there
        is: of a folder that came or went, not every file is told."""
        try:
            status = (self._root / path).lstat()
        except OSError:
            files = self._standing.vault.files if self._standing else frozenset()
            below = f"{path}/"
            was_folder = path not in files and any(f.startswith(below) for f in files)
            return None if was_folder else Seen(path, 0, 0)
        if stat.S_ISREG(status.st_mode):
            return Seen(path, status.st_size, changed(status))
        return None
