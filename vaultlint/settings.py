"""What a vault's `.obsidian` folder says that a linter must know. Read by `disk.obsidian`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Periodic(NamedTuple):
    """Where notes of days, weeks, months, quarters or years stand, and how they are named: a
    Moment.js format, which may hold folders. `template` is the path of theirs, or empty."""

    folder: str = ""
    format: str = "YYYY-MM-DD"
    template: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """Obsidian's own settings; what is missing or broken on disk has its default here.

    Folders are relative to the vault, without a slash at either end. `daily` says how the core
    plugin names daily notes, `periodic` what the plugin Periodic Notes adds. `types` are those of
    `types.json` by property name, `spelled` these names by their lower case. `warnings` name
    settings files that could not be read.
    """

    ignore_filters: tuple[str, ...] = ()
    template_folders: tuple[str, ...] = ()
    daily: Periodic = field(default_factory=Periodic)
    periodic: tuple[Periodic, ...] = ()
    types: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    spelled: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Names of typed properties by their lower case: the app takes no account of it."""
        object.__setattr__(self, "spelled", {name.lower(): name for name in self.types})
