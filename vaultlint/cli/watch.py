"""`vaultlint check --watch`: checked again whenever a note changes."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from vaultlint.cli.app import Stop, say
from vaultlint.cli.check import folder_of_cache, layer_of, run_check, today
from vaultlint.cli.ending import Ending, stop_on_conflicts
from vaultlint.cli.session import Session
from vaultlint.disk.cache import Cache
from vaultlint.disk.parallel import judge_all, processes
from vaultlint.disk.shelf import read_note
from vaultlint.disk.walk import Seen
from vaultlint.engine.check import checked_paths
from vaultlint.engine.standing import Standing
from vaultlint.parse.readable import READABLE

_OURS = (".vaultlint", ".git", ".trash")
_SETTINGS = (".yaml", ".yml", ".json", ".toml")


def watch(session: Session, paths: tuple[Path, ...], given: dict[str, Any]) -> int:
    """Run `check`, and again after every change, until interrupted."""
    try:
        from watchfiles import watch as changes
    except ImportError as error:
        raise Stop("--watch needs watchfiles: pip install 'obsidian-vaultlint[watch]'") from error
    if given["do_fix"] or given["unsafe_fixes"]:
        raise Stop("--watch cannot be combined with --fix: a note under edit is left to its editor")
    watched = _Watched(session, paths, {**given, "watch": False})
    code = watched.start()
    # the loop ends with SIGINT, which watchfiles turns into the end of its iterator
    for found in changes(
        session.root, watch_filter=_matters, debounce=100, step=10, raise_interrupt=False
    ):
        if given["output_format"] in ((), ("auto",), ("text",), ("concise",)):
            click.clear()
        code = watched.go_on({path for _, path in found})
    return code


class _Watched:
    """The vault under watch. Where all of it is checked, only what a change touches is judged
    again; a change of anything but its files begins anew."""

    def __init__(self, session: Session, paths: tuple[Path, ...], given: dict[str, Any]) -> None:
        self._session = session
        self._paths = paths
        self._given = given
        self._root = Path(os.path.realpath(session.root))
        self._standing: Standing | None = None

    def start(self) -> int:
        """Check the vault from the beginning."""
        self._session = Session(
            self._session.root, self._session.config_file, self._session.more_rules
        )
        self._standing = None
        try:
            if self._paths or self._given["staged"] or self._given["changed_since"]:
                return run_check(self._session, self._paths, self._given)
            self._standing = self._stand()
            stop_on_conflicts(self._standing.vault)
            return self._tell(self._standing)
        except Stop as error:  # a config under edit: say so, and go on
            error.show()
            return error.exit_code
        finally:
            say("watching; ctrl-c ends it")

    def go_on(self, changed: Iterable[str]) -> int:
        """Check again what the change of some files (absolute paths) touches."""
        standing = self._standing
        seen = [self._seen(Path(path)) for path in changed]
        known = [s for s in seen if s is not None]
        if standing is None or len(known) < len(seen):
            return self.start()
        there = [s for s in known if s.mtime_ns]
        notes = [s for s in there if s.path.lower().endswith(READABLE)]
        standing.change(
            [read_note(self._root, s) for s in notes],
            [s.path for s in known if not s.mtime_ns],
            [s.path for s in there if s not in notes],
        )
        try:
            stop_on_conflicts(standing.vault)
            return self._tell(standing)
        except Stop as error:
            error.show()
            return error.exit_code
        finally:
            say("watching; ctrl-c ends it")

    def _stand(self) -> Standing:
        session, given = self._session, self._given
        selection = session.config.select(layer_of(given))
        with Cache(folder_of_cache(given), session.root) as cache:
            vault = session.load(cache=cache, jobs=given["jobs"]).vault
        paths = checked_paths(vault, None, selection)
        count = processes(given["jobs"], len(paths))
        return Standing(
            vault, selection, today(), judge_all(vault, selection, today(), paths, count)
        )

    def _tell(self, standing: Standing) -> int:
        return Ending(self._session, self._given).finish(standing.report())

    def _seen(self, file: Path) -> Seen | None:
        """A file of the vault, without a time if it is gone; None for what is no such file."""
        if not file.is_relative_to(self._root):
            return None
        path = file.relative_to(self._root).as_posix()
        if path.startswith(".") or "/." in path or path.endswith(_SETTINGS):
            return None
        try:
            status = file.lstat()
        except OSError:
            files = self._standing.vault.files if self._standing else frozenset()
            return Seen(path, 0, 0) if path in files else None
        return (
            Seen(path, status.st_size, status.st_mtime_ns) if stat.S_ISREG(status.st_mode) else None
        )


def _matters(_: object, path: str) -> bool:
    parts = Path(path).parts
    if any(part in _OURS for part in parts) and "rules" not in parts:
        return False
    if any(part.startswith(".") and part not in (".obsidian", ".vaultlint") for part in parts[-1:]):
        return False
    return ".obsidian" not in parts or path.endswith(_SETTINGS)
