"""What a vault's `.obsidian` folder says that a linter must know. Read by `disk.obsidian`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct


class Periodic(NamedTuple):
    """Where notes of days, weeks, months, quarters or years stand, and how they are named: a
    Moment.js format, which may hold folders. `template` is the path of theirs, or empty."""

    folder: str = ""
    format: str = "YYYY-MM-DD"
    template: str = ""


class Settings(Struct, frozen=True, dict=True):
    """Obsidian's own settings; what is missing or broken on disk has its default here.

    Folders are relative to the vault, without a slash at either end. `daily` says how the core
    plugin names daily notes, `periodic` what the plugin Periodic Notes adds. `types` are those of
    `types.json` by property name. `warnings` name settings files that could not be read.
    """

    ignore_filters: tuple[str, ...] = ()
    template_folders: tuple[str, ...] = ()
    daily: Periodic = Periodic()
    periodic: tuple[Periodic, ...] = ()
    types: Mapping[str, str] = {}
    warnings: tuple[str, ...] = ()

    @cached_property
    def spelled(self) -> Mapping[str, str]:
        """Names of typed properties by their lower case: the app takes no account of it."""
        return {name.lower(): name for name in self.types}
