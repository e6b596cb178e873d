"""What every command that looks at a vault needs: its root, config, schemas and notes."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vaultlint.cli.app import COMMANDS, Stop
from vaultlint.disk.root import CONFIG_NAMES, configs_in, find_root, unread_configs

if TYPE_CHECKING:  # a run that is answered from memory reads neither config nor notes
    from vaultlint.config import Config
    from vaultlint.disk.vault import Loaded
    from vaultlint.schema.match import SchemaSet


class PathArgument(click.Path):
    """A path on the command line; one of no characters, from an empty variable of a script, is
    none, and not the folder that we are in."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path."""
        if value == "":
            self.fail("is empty: write `.` for the folder that you are in", param, ctx)
        return super().convert(value, param, ctx)


def vault_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say which vault, config and schemas a command works on."""
    for option in (
        click.option(
            "--rules",
            "more_rules",
            multiple=True,
            metavar="DIR",
            type=click.Path(exists=True, file_okay=False, path_type=Path),
            help="A folder with more schemas; may be repeated.",
        ),
        click.option(
            "--config",
            "config_file",
            metavar="FILE",
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            help="The config file, instead of the vault's own.",
        ),
        click.option(
            "--vault",
            "vault_dir",
            metavar="DIR",
            type=click.Path(exists=True, file_okay=False, path_type=Path),
            help="The vault, instead of the folder around PATHS that is one.",
        ),
    ):
        command = option(command)
    return command


@dataclass
class Session:
    """A vault on disk and how it is to be looked at. Faults of config and schemas stop the run."""

    root: Path
    config_file: Path | None = None
    more_rules: tuple[Path, ...] = ()

    @classmethod
    def open(
        cls,
        paths: Iterable[Path] = (),
        vault_dir: Path | None = None,
        config_file: Path | None = None,
        more_rules: tuple[Path, ...] = (),
    ) -> Session:
        """The session for `paths`, or for the current folder."""
        return cls(vault_dir or find_root(paths), config_file, more_rules)

    @cached_property
    def config(self) -> Config:
        """The vault's configuration."""
        from vaultlint.config import ConfigError
        from vaultlint.disk.config import read_config
        from vaultlint.disk.read import UnreadableError

        try:
            return read_config(self.root, self.config_file)
        except (ConfigError, UnreadableError) as error:
            raise Stop(str(error)) from error

    @cached_property
    def schemas(self) -> SchemaSet:
        """The vault's schemas."""
        from vaultlint.disk.config import read_schemas
        from vaultlint.disk.read import UnreadableError
        from vaultlint.schema.source import SchemaError

        try:
            return read_schemas(self.root, self.config, self.more_rules)
        except (SchemaError, UnreadableError) as error:
            raise Stop(str(error)) from error

    def load(self, **more: Any) -> Loaded:
        """The vault."""
        from vaultlint.disk.vault import load_vault

        return load_vault(self.root, self.config, self.schemas, **more)

    @property
    def shown_root(self) -> str:
        """The vault's folder as people may follow it from here."""
        return relative(self.root) or "."

    @property
    def prefix(self) -> str:
        """The way from the working directory to the vault, `""` where they are the same. In CI the
        way from the repository, by which reports are read there."""
        for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
            base = os.environ.get(name)
            if base and _real(self.root).is_relative_to(_real(Path(base))):
                shown = _real(self.root).relative_to(_real(Path(base))).as_posix()
                break
        else:
            shown = relative(self.root)
        return "" if shown == "." else shown

    def chosen(self, paths: Iterable[Path], files: Iterable[str]) -> frozenset[str] | None:
        """The `files` of the vault (paths in it) that `paths` name or hold; None for all."""
        named: set[str] = set()
        for path in paths:
            inside = self.inside(path)
            if not inside:
                return None
            real = os.path.relpath(_real(path), self._real_root).replace(os.sep, "/")
            named |= {_form(inside), _form(real)}  # a link stands for what it leads to
        return frozenset(f for f in files if _is_within(_form(f), named)) if named else None

    def notices(self) -> Iterator[str]:
        """What people should know of the vault's configs."""
        first, *others = configs_in(self.root) or [""]
        if self.config_file is not None:
            return
        if others:
            more = ", ".join(f"`{name}`" for name in others)
            yield f"`{first}` is the config in force; {more} beside it is not read"
        for name in unread_configs(self.root):
            yield f"`{name}` is not read: a config is named `{CONFIG_NAMES[0]}`"

    def must_hold(self, path: Path) -> None:
        """Stops for a path that is not there, cannot be looked at, or lies outside of the vault."""
        try:
            there = path.exists()
        except OSError as error:
            why = (error.strerror or "").lower()
            raise Stop(f"{str(path)[:200]}: cannot be looked at, {why}") from error
        if not there:
            from vaultlint.schema.nearest import did_you_mean

            near = did_you_mean(str(path), COMMANDS)
            raise Stop(f"{path}: no such file or folder, and no command{near}")
        self.inside(path)
        if not _real(path if path.is_dir() else path.parent).is_relative_to(self._real_root):
            raise Stop(f"{path}: leads out of the vault {self.root}")

    def inside(self, path: Path) -> str:
        """`path` as a path in the vault, `""` for the vault itself. Stops for one outside."""
        root, own = self.root.absolute(), Path(os.path.normpath(path.absolute()))
        if not own.is_relative_to(root):
            root, own = self._real_root, _real(path)
        if not own.is_relative_to(root):
            raise Stop(f"{path}: lies outside of the vault {self.root}")
        shown = own.relative_to(root).as_posix()
        return "" if shown == "." else shown

    @cached_property
    def _real_root(self) -> Path:
        return _real(self.root)


def _is_within(path: str, named: Container[str]) -> bool:
    """Whether a path is named, or a folder on the way to it."""
    while path not in named:
        path, slash, _ = path.rpartition("/")
        if not slash:
            return False
    return True


def relative(path: Path) -> str:
    """`path` as seen from the working directory, POSIX; absolute where that climbs out."""
    absolute, here = path.absolute(), Path.cwd()
    if absolute.is_relative_to(here):
        return absolute.relative_to(here).as_posix()
    return absolute.as_posix()


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _form(path: str) -> str:
    return unicodedata.normalize("NFC", path)
