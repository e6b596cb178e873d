"""What a vault's `.obsidian` folder says that a linter must know. Read by `disk.settings`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Settings:
    """Obsidian's own settings; what is missing or broken on disk has its default here.

    Folders are relative to the vault, without a slash at either end. `types` are those of
    `types.json` by property name. `warnings` name settings files that could not be read.
    """

    ignore_filters: tuple[str, ...] = ()
    attachment_folder: str = "/"
    new_link_format: Literal["shortest", "relative", "absolute"] = "shortest"
    use_markdown_links: bool = False
    template_folders: tuple[str, ...] = ()
    daily_folder: str = ""
    daily_format: str = "YYYY-MM-DD"
    daily_template: str = ""
    types: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
